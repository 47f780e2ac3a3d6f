import { describe, expect, it } from 'vitest'
import type { AisleDocument, Condition, Metric } from '../../src/language/ast'
import { coverageOf } from '../../src/language/coverage'
import { defineDocument } from '../../src/language/define'

const added = { event: 'product_added' }
const viewed = { event: 'product_viewed' }
const some = (of: object): Condition => ({ gte: [{ count: of } as Metric, 1] })

const segment = (name: string, when: Condition) => ({ name, version: 1, title: name, when })
const trait = (name: string, value: Metric) => ({ name, version: 1, title: name, value })

/** What product views alone can decide of a condition: how far, and what never. */
function covered(when: Condition, more: Partial<AisleDocument> = {}) {
  const document = defineDocument({ segments: [segment('one', when), ...(more.segments ?? [])] })
  const { decides, never, lacks } = coverageOf(document, ['product_viewed'])[0]!
  return [decides, never.join(), lacks.join()]
}

const DECIDED = ['yes', '', '']
const LOST = ['no', 'in,out', 'product_added']

describe('coverageOf()', () => {
  it('decides what mentions only events that there are, or any event', () => {
    for (const of of [viewed, { event: '*' }]) expect(covered(some(of))).toEqual(DECIDED)
    // Whatever it answers: it lacks nothing.
    expect(covered({ lt: [{ age: 'last', of: viewed }, '0s'] })).toEqual(DECIDED)
  })

  it('decides in part what can do with one of several events', () => {
    expect(covered(some({ event: ['product_added', 'product_viewed'] }))).toEqual(['partly', '', 'product_added'])
  })

  it('decides nothing of what compares a metric over missing events alone', () => {
    for (const metric of [
      { count: added },
      { mean: 'total', of: added },
      { ratio: [{ count: viewed }, { count: added }] },
      { add: [{ count: added }, { count: viewed }] },
      { points: [[1, some(added)]] },
    ] as Metric[]) {
      expect(covered({ gte: [metric, 1] })).toEqual(LOST)
      expect(covered({ lte: [1, metric] })).toEqual(LOST)
    }
    expect(covered({ gte: [{ age: 'last', of: added }, '1d'] })).toEqual(LOST)
    expect(covered({ in: [{ last: 'total', of: added }, [1, 2]] })).toEqual(LOST)
    expect(covered({ exists: { age: 'last', of: added } })).toEqual(LOST)
    expect(covered({ sequence: [viewed, added] })).toEqual(LOST)
    expect(covered({ not: some(added) })).toEqual(LOST)
  })

  it('follows and, or, not and "at least" to what may still be answered', () => {
    const [known, lost] = [some(viewed), some(added)]
    const neverIn = ['no', 'in', 'product_added']
    const neverOut = ['partly', 'out', 'product_added']
    expect(covered({ all: [known, lost] })).toEqual(neverIn)
    expect(covered({ any: [known, lost] })).toEqual(neverOut)
    expect(covered({ not: { all: [known, lost] } })).toEqual(neverOut)
    expect(covered({ not: { any: [known, lost] } })).toEqual(neverIn)
    expect(covered({ at_least: 2, of: [known, known, lost] })).toEqual(['partly', '', 'product_added'])
    expect(covered({ at_least: 3, of: [known, known, lost] })).toEqual(neverIn)
    expect(covered({ at_least: 1, of: [known, known, lost] })).toEqual(neverOut)
  })

  it('knows that no age is below zero', () => {
    const seen = { age: 'first', of: { event: ['product_added', 'product_viewed'] } } as const
    expect(covered({ any: [some(added), { lt: [seen, '0s'] }] })).toEqual(LOST)
    expect(covered({ any: [some(added), { lte: [seen, '0s'] }] })).toEqual(['partly', 'out', 'product_added'])
    expect(covered({ any: [some(added), { lt: [seen, '1ms'] }] })).toEqual(['partly', 'out', 'product_added'])
  })

  it('looks into the segments that a rule refers to', () => {
    const other = { segments: [segment('other', some(added))] }
    expect(covered({ segment: 'other' }, other)).toEqual(LOST)
    expect(covered({ any: [some(viewed), { segment: 'other' }] }, other)).toEqual(['partly', 'out', 'product_added'])
    // A field of that name is no reference.
    expect(covered(some({ ...viewed, where: { segment: 'other' } }), other)).toEqual(DECIDED)
  })

  it('says of a stage set which stages nobody can be found at', () => {
    const set = (...conditions: Condition[]) => {
      const stages = conditions.map((when, i) => ({ name: `stage_${i}`, when }))
      const document = defineDocument({ stages: [{ name: 'set', version: 1, stages, otherwise: 'rest' }] })
      return coverageOf(document, ['product_viewed'])[0]
    }
    expect(set(some(viewed))).toMatchObject({ kind: 'stages', name: 'set', decides: 'yes', never: [], lacks: [] })
    expect(set(some(added), some(viewed))).toMatchObject({ decides: 'partly', never: ['stage_0'] })
    expect(set(some(added))).toMatchObject({ decides: 'no', never: ['stage_0'], needs: ['product_added'] })
  })

  it('says of a trait whether anybody can have it', () => {
    const traits = [
      trait('known', { count: viewed }),
      trait('some', { last: 'total', of: { event: ['product_added', 'product_viewed'] } }),
      trait('lost', { count: added }),
      trait('stated', 'default'),
    ]
    const found = coverageOf(defineDocument({ traits }), ['product_viewed'])
    expect(found.map(({ kind, decides }) => `${kind} ${decides}`)).toEqual([
      'trait yes',
      'trait partly',
      'trait no',
      'trait yes',
    ])
  })
})

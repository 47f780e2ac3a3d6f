import { describe, expect, it } from 'vitest'
import { compile } from '../../src/engine/compile'
import type { Condition } from '../../src/language/ast'
import type { ShopEvent } from '../../src/vocabulary/event-types'
import { bought, DAY, documentOf, event, HOUR, NOW, quietForAnHour, seen, seenInAWeek } from './shopper-events'

const explain = (when: Condition, ...events: ShopEvent[]) => {
  const shopper = compile(documentOf({ asked: when, seen_lately: seenInAWeek })).shopper()
  for (const one of events) shopper.add(one)
  return shopper.explain('asked', NOW)!
}
const one = event('seen', NOW - HOUR, { id: 'e1', props: { level: 3, total: 10 } })
const two = event('seen', NOW - DAY, { id: 'e2', props: { level: 'x', total: 2.5 } })

describe('explain()', () => {
  it('gives both values, the events newest first, the margin and until when', () => {
    const when: Condition = { gt: [{ sum: 'total', of: { ...seen, within: '7d' } }, 10] }
    expect(explain(when, two, one)).toEqual({
      kind: 'segment',
      name: 'asked',
      now: NOW,
      outcome: 'in',
      because: [
        {
          condition: when,
          outcome: 'in',
          sides: [
            { metric: when.gt[0], value: 12.5, events: ['e1', 'e2'] },
            { metric: 10, value: 10, events: [] },
          ],
          margin: 2.5,
        },
      ],
      changes_at: { at: NOW + 6 * DAY, to: 'out' },
    })
  })

  it('gives a duration in milliseconds, its margin too, and the one event that it counts from', () => {
    const { because } = explain({ gte: [{ age: 'last', of: seen }, '2h'] }, two, one)
    expect(because[0]).toMatchObject({
      outcome: 'out',
      sides: [
        { value: HOUR, events: ['e1'] },
        { value: 2 * HOUR, events: [] },
      ],
      margin: -HOUR,
    })
  })

  it('gives null for an absent side and no margin', () => {
    const { because, outcome } = explain({ gt: [{ mean: 'total', of: seen }, 1] })
    expect(outcome).toBe('unknown')
    expect(because[0]).toStrictEqual({
      condition: { gt: [{ mean: 'total', of: seen }, 1] },
      outcome: 'unknown',
      sides: [
        { metric: { mean: 'total', of: seen }, value: null, events: [] },
        { metric: 1, value: 1, events: [] },
      ],
    })
  })

  it('gives no margin between what is no number', () => {
    const level = { last: 'level', of: seen } as const
    expect(explain({ eq: [level, 'x'] }, two).because[0]).not.toHaveProperty('margin')
    expect(explain({ eq: [level, 'x'] }, two).because[0]).toMatchObject({ outcome: 'in', sides: [{ value: 'x' }, {}] })
    expect(explain({ gt: [level, 1] }, two).because[0]).not.toHaveProperty('margin')
    expect(explain({ gt: [level, 3] }, one).because[0]).toMatchObject({ outcome: 'out', margin: 0 })
  })

  it('names the events that a value rests on, not all that were selected', () => {
    const low: Condition = { lt: [{ min: 'total', of: seen }, 5] }
    const high: Condition = { gt: [{ max: 'total', of: seen }, 5] }
    expect(explain(low, one, two).because[0]!.sides![0]!.events).toEqual(['e2'])
    expect(explain(high, one, two).because[0]!.sides![0]!.events).toEqual(['e1'])
    const first: Condition = { exists: { first: 'level', of: seen } }
    expect(explain(first, one, two).because[0]!.sides).toMatchObject([{ value: 'x', events: ['e2'] }])
  })

  it('names at most the 20 newest events, and each once however many of its lines count', () => {
    const many = Array.from({ length: 25 }, (_, i) => event('seen', NOW - 100 + i, { id: `e${i}`, products: [{}, {}] }))
    const { because } = explain({ gte: [{ count: { ...seen, each: 'product' } }, 50] }, ...many)
    expect(because[0]!.outcome).toBe('in')
    expect(because[0]!.sides![0]!.events).toEqual(Array.from({ length: 20 }, (_, i) => `e${24 - i}`))
  })

  it('puts events of one time in the order of their ids, the greatest first', () => {
    const at = { props: {} }
    const events = ['a9', 'a10', 'B'].map((id) => event('seen', NOW - 1, { ...at, id }))
    expect(explain({ exists: { count: seen } }, ...events).because[0]!.sides![0]!.events).toEqual(['a9', 'a10', 'B'])
  })

  it('gives the parts of a tree each with its own outcome, down to the segment that another names', () => {
    const when: Condition = {
      all: [{ any: [seenInAWeek, bought] }, { not: { segment: 'seen_lately' } }, quietForAnHour],
    }
    const { because } = explain(when, one)
    expect(because).toMatchObject([
      {
        condition: when,
        outcome: 'out',
        of: [
          { outcome: 'in', of: [{ outcome: 'in' }, { outcome: 'out' }] },
          {
            outcome: 'out',
            of: [
              { condition: { segment: 'seen_lately' }, outcome: 'in', of: [{ condition: seenInAWeek, outcome: 'in' }] },
            ],
          },
          { outcome: 'in', margin: 0 },
        ],
      },
    ])
  })

  it('gives the events of a sequence that was found, in order, and none where there is none', () => {
    const when: Condition = { sequence: [seen, { event: 'bought' }, seen], within: '2h' }
    const steps = [event('seen', NOW - 9 * HOUR, { id: 'early' }), event('seen', NOW - 2 * HOUR, { id: 'a' })]
    const found = [...steps, event('bought', NOW - HOUR), event('seen', NOW, { id: 'z' })]
    expect(explain(when, ...found).because).toEqual([{ condition: when, outcome: 'in', events: ['a', 'bought', 'z'] }])
    expect(explain(when, ...steps).because).toEqual([{ condition: when, outcome: 'out', events: [] }])
  })

  it('gives the conditions of a stage set up to the one that holds, all where none does', () => {
    const stages = ['gone', 'bought', 'seen'].map((name) => ({
      name,
      when: { gte: [{ count: { event: name } }, 1] } as Condition,
    }))
    const set = { name: 'journey', version: 1, stages, otherwise: 'stranger' }
    const shopper = compile(documentOf({}, {}, [set])).shopper()
    expect(shopper.explain('journey', NOW)).toMatchObject({
      kind: 'stage',
      outcome: 'stranger',
      because: [{ outcome: 'out' }, { outcome: 'out' }, { outcome: 'out' }],
      changes_at: null,
    })
    shopper.add(event('bought', NOW))
    expect(shopper.explain('journey', NOW)).toMatchObject({
      outcome: 'bought',
      because: [{ outcome: 'out' }, { outcome: 'in' }],
    })
    expect(shopper.explain('journey', NOW)!.because).toHaveLength(2)
  })

  it('answers undefined of a name that is none', () => {
    const shopper = compile(documentOf({ asked: bought }, { level: { last: 'level', of: seen } })).shopper()
    for (const name of ['other', 'level', '', 'constructor']) expect(shopper.explain(name, NOW)).toBeUndefined()
    for (const name of ['other', 'asked']) expect(shopper.trait(name, NOW)).toBeUndefined()
  })
})

describe('trait()', () => {
  it('gives the value and the events that it rests on; a part of either side of arithmetic', () => {
    const shopper = compile(
      documentOf(
        {},
        {
          level: { last: 'level', of: seen },
          none: { last: 'gone', of: seen },
          average: { ratio: [{ sum: 'total', of: seen }, { count: { event: 'bought' } }] },
        },
      ),
    ).shopper()
    for (const told of [one, two, event('bought', NOW)]) shopper.add(told)
    expect(shopper.trait('level', NOW)).toEqual({ metric: { last: 'level', of: seen }, value: 3, events: ['e1'] })
    expect(shopper.trait('none', NOW)).toMatchObject({ value: null, events: [] })
    expect(shopper.trait('average', NOW)).toMatchObject({ value: 12.5, events: ['bought', 'e1', 'e2'] })
  })
})

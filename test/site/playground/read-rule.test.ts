import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ask } from '../../../site/playground/ask'
import { EXAMPLES } from '../../../site/playground/examples'
import { LONGEST_RULE, type Reading, readRule } from '../../../site/playground/read-rule'
import { FROM, SHOPPERS } from '../../../site/playground/shoppers'
import { documents } from '../../support/arbitraries'

const segment = { name: 'own', version: 1, title: 'Own', when: { gte: [{ count: { event: 'page_viewed' } }, 1] } }
const problemsOf = (reading: Reading) => ('problems' in reading ? reading.problems : [])

describe('readRule()', () => {
  it.each(EXAMPLES.map(({ title, text }) => [title, text]))('reads the example "%s"', (_, text) => {
    expect(problemsOf(readRule(text))).toEqual([])
  })

  it('lists every problem with its path in the rule', () => {
    const when = { all: [{ gte: [{ count: { event: [] } }, 'soon'] }, { segment: 'nobody' }] }
    expect(problemsOf(readRule(JSON.stringify({ ...segment, version: 0, when })))).toEqual([
      { path: 'version', found: '0', wanted: 'a whole number from 1' },
      { path: 'when.all[0].gte[0].count.event[0]', found: 'nothing', wanted: 'a name in snake_case' },
      { path: 'when.all[0].gte', found: 'a list of 2', wanted: 'kinds that go together, not number and string' },
      { path: 'when.all[1].segment', found: '"nobody"', wanted: 'the name of a segment, in no circle' },
    ])
    const stages = { name: 'own', version: 1, stages: [{ name: 'one', when: {} }], otherwise: 'none' }
    expect(problemsOf(readRule(JSON.stringify(stages))).map(({ path }) => path)).toEqual(['stages[0].when'])
  })

  it('knows the segments of the catalogue, and takes one of their names', () => {
    const vip = { ...segment, name: 'vip' }
    expect(problemsOf(readRule(JSON.stringify({ ...segment, when: { segment: 'vip' } })))).toEqual([])
    expect(problemsOf(readRule(JSON.stringify(vip)))).toEqual([])
    expect(problemsOf(readRule(JSON.stringify({ ...vip, when: { segment: 'vip' } })))).toHaveLength(1)
    expect(problemsOf(readRule(JSON.stringify({ name: 'vip', version: 1, stages: [], otherwise: 'a' })))).toHaveLength(
      1,
    )
  })

  it.each([
    ['what is too long', ' '.repeat(LONGEST_RULE + 1), `at most ${LONGEST_RULE} characters`],
    ['no JSON', '{"name": own}', 'a value'],
    ['a list', '[]', 'an object with "when" (a segment) or "stages" (a stage set)'],
    ['null', 'null', 'an object with "when" (a segment) or "stages" (a stage set)'],
    [
      'a rule that a prototype would hold',
      '{"__proto__": {"when": {}}}',
      'an object with "when" (a segment) or "stages" (a stage set)',
    ],
    [
      'a prototype within',
      JSON.stringify(segment).replace('{', '{"__proto__": {"polluted": 1},'),
      'none but name, version, title, when',
    ],
  ])('refuses %s', (_, text, wanted) => {
    expect(problemsOf(readRule(text)).map((problem) => problem.wanted)).toContain(wanted)
    expect('polluted' in {}).toBe(false)
  })

  it('refuses what is nested too deep, and does not fall over it', () => {
    const when = `${'{"not":'.repeat(2000)}{"segment":"vip"}${'}'.repeat(2000)}`
    expect(problemsOf(readRule(`{"name":"own","version":1,"title":"Own","when":${when}}`))).toHaveLength(1)
  })

  it('never throws, and what it takes can be asked', () => {
    const odd = fc.record({
      name: fc.constantFrom('own', 'vip', 1),
      when: fc.jsonValue(),
      version: fc.constantFrom(1, '1'),
    })
    const rules = documents().map(({ segments: [first] }) => ({ ...segment, ...first }))
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          odd.map((value) => JSON.stringify(value)),
          rules.map((rule) => JSON.stringify(rule)),
        ),
        (text) => {
          const reading = readRule(text)
          if ('rule' in reading) expect(ask(reading.rule).at(SHOPPERS[0]!, FROM).outcome).toMatch(/^(in|out|unknown)$/)
          else expect(reading.problems.length).toBeGreaterThan(0)
        },
      ),
      { numRuns: 500 },
    )
  })
})

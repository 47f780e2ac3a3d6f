import { describe, expect, test } from 'vitest'
import { age, all, compile, count, defineDocument, defineSegment, defineStages, defineTrait } from '../../src/index'
import { evidenceOf } from '../../src/inspector/evidence'
import { isHeld, knowledgeRows } from '../../src/inspector/knowledge-rows'

const document = defineDocument({
  segments: [
    defineSegment({
      name: 'hesitant',
      version: 1,
      title: 'Hesitates',
      when: all(count('product_added').gte(1), age('last', 'product_added').gte('30m')),
    }),
  ],
  traits: [
    defineTrait({ name: 'quiet', version: 1, title: 'Quiet for', value: age('last', 'product_added') }),
    defineTrait({ name: 'looks', version: 1, title: 'Looks', value: count('product_viewed') }),
  ],
  stages: [
    defineStages({
      name: 'far_along',
      version: 1,
      stages: [{ name: 'has_added', when: count('product_added').gte(1) }],
      otherwise: 'not_yet',
    }),
  ],
})
const NOW = Date.UTC(2026, 2, 4, 12)
const shopper = compile(document).shopper()
shopper.add({
  id: 'e1',
  name: 'product_added',
  time: NOW - 600_000,
  shopper_id: 's',
  session_id: 'v',
  props: {},
  products: [],
  context: {},
} as never)

describe('knowledgeRows()', () => {
  test('says stages, segments and traits in the order of the definitions, durations in words', () => {
    expect(knowledgeRows(document, { is_ready: true, ...shopper.at(NOW) })).toEqual([
      { kind: 'stage', name: 'far_along', title: 'far along', value: 'has added', tone: 'value' },
      { kind: 'segment', name: 'hesitant', title: 'Hesitates', value: 'out', tone: 'out' },
      { kind: 'trait', name: 'quiet', title: 'Quiet for', value: '10 minutes', tone: 'value' },
      { kind: 'trait', name: 'looks', title: 'Looks', value: '0', tone: 'value' },
    ])
  })

  test('calls unknown what is not there, and holds none of it', () => {
    const rows = knowledgeRows(document, { is_ready: false, now: 0, segments: {}, stages: {}, traits: {} })
    expect(rows.map(({ value, tone }) => [value, tone])).toEqual(rows.map(() => ['unknown', 'unknown']))
    expect(rows.filter(isHeld)).toEqual([])
  })
})

describe('evidenceOf()', () => {
  test('says why in sentences, nested as the rule is, with events called by name', () => {
    const lines = evidenceOf(shopper.explain('hesitant', NOW)!, { document, event: (id) => `the event ${id}` })
    expect(lines[0]?.text).toMatch(
      /^If nothing more happens, this holds until 2026-03-04 \d\d:\d\d; from then on the shopper is in\.$/,
    )
    expect(lines.slice(1).map(({ depth, mark }) => [depth, mark])).toEqual([
      [0, 'no'],
      [1, 'yes'],
      [1, 'no'],
    ])
    expect(lines[2]?.text).toContain('(event the event e1)')
  })
})

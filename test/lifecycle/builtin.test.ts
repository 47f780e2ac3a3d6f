import { describe, expect, it } from 'vitest'
import { compile } from '../../src/engine/compile'
import { check } from '../../src/language/check'
import { describe as describeRule } from '../../src/language/describe'
import { builtin } from '../../src/lifecycle/builtin'
import { eventPropsSchemas } from '../../src/vocabulary/events'
import { NOW } from '../segments/asked'

const rules = [...builtin.segments, ...builtin.traits, ...builtin.stages]

describe('builtin', () => {
  it('compiles, and answers of a shopper of whom nothing is known', () => {
    expect(check(builtin)).toEqual([])
    const { segments, stages } = compile(builtin).shopper().at(NOW)
    expect(Object.values(segments)).not.toContain('in')
    expect(stages).toMatchObject({
      visit_intent: 'undecided',
      purchase_journey: 'first_visit',
      customer_lifecycle: 'awareness',
      aida: 'attention',
    })
  })

  it('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(builtin))).toStrictEqual(builtin)
  })

  it.each(rules.map((rule) => [rule.name, rule] as const))('says %s in words', (name, rule) => {
    const sentence = describeRule(rule)
    expect(sentence).toContain(name)
    expect(sentence).toMatch(/^A shopper.*\.$/)
    expect(sentence).not.toMatch(/undefined|\[object| {2}/)
  })

  it('asks for no event but those of the vocabulary', () => {
    const named = new Set<string>()
    JSON.stringify(builtin, (key, value) => {
      if (key === 'event') for (const name of [value].flat()) named.add(name)
      return value
    })
    named.delete('*')
    expect([...named].filter((name) => !Object.hasOwn(eventPropsSchemas, name))).toEqual([])
  })

  it('uses each name once, over segments, traits and stage sets together', () => {
    const names = rules.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
  })
})

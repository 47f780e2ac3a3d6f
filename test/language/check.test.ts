import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compile } from '../../src/engine/compile'
import type { AisleDocument } from '../../src/language/ast'
import { check } from '../../src/language/check'
import { DefinitionError } from '../../src/language/definition-error'
import { isTimed, kindOf } from '../../src/language/kind'
import { builtin } from '../../src/lifecycle/builtin'
import type { ShopEvent } from '../../src/vocabulary/event-types'
import { ANCHOR, documents, logs } from '../support/arbitraries'
import { mutations } from './mutations'
import { base, refusals, withCondition } from './refusals'

const problemOf = (document: unknown): unknown => {
  try {
    compile(document as AisleDocument)
    return undefined
  } catch (problem) {
    return problem
  }
}

describe('check()', () => {
  it('finds nothing wrong with the built-in catalogue, an empty document and random valid ones', () => {
    expect(check(builtin)).toEqual([])
    expect(check({ ...base, segments: [] })).toEqual([])
    fc.assert(
      fc.property(documents(), (document) => {
        expect(check(document)).toEqual([])
      }),
      { numRuns: 50 },
    )
  })

  it('refuses every mistake with its path, what was found and what was wanted', async () => {
    const found = Object.fromEntries(
      Object.entries(refusals).map(([kind, cases]) => [
        kind,
        Object.fromEntries(Object.entries(cases).map(([name, document]) => [name, check(document)])),
      ]),
    )
    await expect(`${JSON.stringify(found, null, 2)}\n`).toMatchFileSnapshot('refusals.json')
  })

  it.each(Object.keys(refusals))('lets none of the wrong %s pass', (kind) => {
    for (const [name, document] of Object.entries(refusals[kind]!))
      expect([name, check(document)]).not.toEqual([name, []])
  })

  it('takes what stands at the very edge of what is allowed', () => {
    const seen = { event: 'a', where: { a: { eq: '' }, 'context.a.b': ['x'], 'product.a': { exists: false } } }
    const allowed: unknown[] = [
      { at_least: 0, of: [{ exists: 1 }] },
      { in: [{ last: 'level', of: seen }, [0]] },
      { eq: [{ last: 'level', of: seen }, true] },
      {
        eq: [
          { last: 'level', of: seen },
          { last: 'query', of: seen },
        ],
      },
      { gt: [{ last: 'level', of: seen }, 1] },
      { gt: [{ age: 'last', of: { ...seen, within: '0ms' } }, '0ms'] },
      {
        gt: [
          { age: 'last', of: seen },
          { gap: 'mean', of: { ...seen, within: 'visit' } },
        ],
      },
      { gt: [{ age: 'last', of: { ...seen, within: '7d' } }, { mul: [2, { gap: 'mean', of: seen }] }] },
      { lt: ['1d', { sub: [{ gap: 'mean', of: seen }, '1h'] }] },
      { gt: [{ ratio: [{ gap: 'mean', of: seen }, '1d'] }, 2] },
      { gt: [{ ratio: [{ gap: 'mean', of: seen }, 2] }, '1d'] },
      { eq: ['30d', '30d'] },
      { sequence: [{ ...seen, each: 'product', once: 'context.a' }], within: '14892855w' },
      { segment: 'known' },
      { at_least: 3, of: [{ exists: 1 }] },
      { exists: { age: 'first', of: seen } },
      {
        eq: [
          {
            ratio: [
              { gap: 'mean', of: seen },
              { gap: 'mean', of: seen },
            ],
          },
          1,
        ],
      },
      {
        ne: [
          {
            mul: [
              { last: 'level', of: seen },
              { gap: 'mean', of: seen },
            ],
          },
          '1d',
        ],
      },
      // Fields may be named as the language names its parts, or as a prototype does.
      {
        gt: [
          { age: 'last', of: seen },
          { gap: 'mean', of: { event: 'a', where: { within: '30d', segment: 'no' } } },
        ],
      },
      { exists: { last: 'constructor', of: { event: 'constructor', once: 'product' } } },
      { exists: { count: { event: 'a', where: JSON.parse('{"__proto__":{"exists":false},"name":["a"],"1":1}') } } },
      // A sequence's limit is no window of a selector.
      {
        gt: [
          { age: 'last', of: seen },
          { mul: [{ gap: 'mean', of: seen }, { points: [[2, { sequence: [seen, seen], within: '1d' }]] }] },
        ],
      },
      { exists: { points: [[0, { all: [{ segment: 'known' }, { not: { segment: 'known' } }] }]] } },
    ]
    for (const when of allowed) expect([when, check(withCondition(when))]).toEqual([when, []])
  })

  it('refuses what is nested too deep in place of overflowing', () => {
    const deep = (levels: number, wrap: (inner: unknown) => unknown) => {
      let when: unknown = { exists: 1 }
      for (let i = 0; i < levels; i++) when = wrap(when)
      return withCondition(when)
    }
    const wraps: ((inner: unknown) => unknown)[] = [
      (inner) => ({ not: inner }),
      (inner) => ({ all: [inner] }),
      (inner) => ({ at_least: 1, of: [inner] }),
      (inner) => ({ exists: { points: [[1, inner]] } }),
    ]
    for (const wrap of wraps) {
      expect(check(deep(10_000, wrap))).toHaveLength(1)
      expect(check(deep(20, wrap))).toEqual([])
      expect(problemOf(deep(10_000, wrap))).toBeInstanceOf(DefinitionError)
    }
    let metric: unknown = 1
    for (let i = 0; i < 10_000; i++) metric = { add: [metric, 1] }
    expect(check(withCondition({ exists: metric }))).toHaveLength(1)
  })

  it('refuses objects that lead back to themselves', () => {
    const not: { not?: unknown } = {}
    not.not = not
    const all: { all: unknown[] } = { all: [] }
    all.all.push(all)
    const list: unknown[] = []
    list.push(list)
    const document: Record<string, unknown> = { ...base }
    document.segments = [document]
    for (const circle of [withCondition(not), withCondition(all), { ...base, segments: list }, document, not, list])
      expect(check(circle)).not.toEqual([])
  })

  it('reads own keys alone: what a prototype holds is no part of a definition', () => {
    const inherited = Object.create({ exists: 1 })
    expect(check(withCondition(inherited))).toHaveLength(1)
    const nulled = Object.assign(Object.create(null), { ...withCondition({ exists: 1 }) })
    expect(check(nulled)).toEqual([])
    for (const key of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      const document = JSON.parse(JSON.stringify(withCondition({ KEY: 1 })).replace('KEY', key))
      expect(check(document)).toEqual([expect.objectContaining({ path: 'segments[1].when', found: `{${key}}` })])
      const beside = JSON.parse(JSON.stringify({ ...base, KEY: { aisle: 1 } }).replace('KEY', key))
      expect(check(beside)).toEqual([expect.objectContaining({ path: key })])
    }
  })

  it('never throws, whatever stands wherever', () => {
    const hostile: unknown[] = [
      Symbol('x'),
      10n,
      () => 1,
      class {},
      Object.create(null),
      new Date(0),
      new Map([['event', 'a']]),
      new Proxy({}, {}),
      new String('a'),
      new Number(1),
      Object.assign(() => 1, { count: 1 }),
      { toString: () => 'EUR' },
      ['EUR'],
      ['known'],
      undefined,
      -0,
    ]
    const holes: ((value: unknown) => unknown)[] = [
      (value) => value,
      ...Object.keys(base).map((key) => (value: unknown) => ({ ...base, [key]: value })),
      ...['segments', 'traits', 'stages'].map((key) => (value: unknown) => ({ ...base, [key]: [value] })),
      (name) => ({ ...base, segments: [{ name, version: 1, title: '', when: { exists: 1 } }] }),
      (version) => ({ ...base, segments: [{ name: 'a', version, title: '', when: { exists: 1 } }] }),
      (title) => ({ ...base, segments: [{ name: 'a', version: 1, title, when: { exists: 1 } }] }),
      (otherwise) => ({ ...base, stages: [{ name: 'a', version: 1, stages: [], otherwise }] }),
      withCondition,
      (value) => withCondition({ all: value }),
      (value) => withCondition({ gt: [value, value] }),
      (value) => withCondition({ in: [1, [value]] }),
      (segment) => withCondition({ segment }),
      (value) => withCondition({ at_least: value, of: value }),
      (within) => withCondition({ sequence: [{ event: '*' }], within }),
      (event) => withCondition({ exists: { count: { event } } }),
      (event) => withCondition({ exists: { count: { event: [event] } } }),
      (value) =>
        withCondition({ exists: { count: { event: '*', where: value, within: value, each: value, once: value } } }),
      (value) =>
        withCondition({ exists: { count: { event: '*', where: { a: value, b: { eq: value, in: [value] } } } } }),
      (value) => withCondition({ exists: { sum: value, of: { event: '*' } } }),
      (value) => withCondition({ exists: { points: [[value, value]] } }),
    ]
    const thrown: unknown[] = []
    for (const [i, hole] of holes.entries())
      for (const value of hostile) {
        const problem = problemOf(hole(value))
        if (problem && !(problem instanceof DefinitionError)) thrown.push([i, value, problem])
      }
    expect(thrown).toEqual([])
  })

  it('takes no list and no object for a text', () => {
    for (const currency of [['EUR'], { toString: () => 'EUR' }]) expect(check({ ...base, currency })).toHaveLength(1)
    for (const segment of [['known'], { toString: () => 'known' }])
      expect(check(withCondition({ segment }))).toHaveLength(1)
  })

  it('takes names that every object has by nature', () => {
    const named = (name: string, segment: string) => ({ name, version: 1, title: '', when: { segment } })
    const segments = [named('constructor', 'known'), named('valueof', 'constructor')]
    expect(check({ ...base, segments: [...base.segments, ...segments] })).toEqual([])
    expect(check({ ...base, segments: [...base.segments, segments[1]] })).toHaveLength(1)
  })

  it('never takes a list with holes, or what JSON leaves out', () => {
    // biome-ignore lint/suspicious/noSparseArray: this is what is tested
    const holes = [[{ exists: 1 }, , { exists: 1 }], [, { exists: 1 }], new Array(2)]
    for (const all of [...holes, [undefined], [() => 1]]) expect(check(withCondition({ all }))).not.toEqual([])
    for (const value of [10n, Symbol('a'), () => 1, undefined])
      expect(check(withCondition({ exists: { count: { event: 'a', where: { a: value } } } }))).toHaveLength(1)
  })

  it('finds the same kind of a metric as the engine does', () => {
    const isTimedTo = (metric: unknown) => check(withCondition({ gt: [metric, '1d'] })).length === 0
    fc.assert(
      fc.property(documents(), ({ traits }) => {
        for (const { value } of traits) expect([value, isTimedTo(value)]).toEqual([value, isTimed(kindOf(value))])
      }),
      { numRuns: 100 },
    )
    const gap = { gap: 'mean', of: { event: 'a' } }
    for (const value of [gap, { mul: [2, gap] }, { ratio: [gap, gap] }, { ratio: [gap, 2] }, { add: [gap, '1d'] }])
      expect([value, isTimedTo(value)]).toEqual([value, isTimed(kindOf(value as never))])
  })

  it('never throws on anything', () => {
    const anything = fc.anything({ withBigInt: true, withNullPrototype: true, withSparseArray: true, withDate: true })
    fc.assert(
      fc.property(anything, (value) => void check(value)),
      { numRuns: 300 },
    )
    fc.assert(
      fc.property(anything, anything, (when, value) => {
        check(withCondition(when))
        check({ ...base, traits: [{ name: 'tried', version: 1, title: '', value }] })
      }),
      { numRuns: 300 },
    )
  })
})

describe('compile()', () => {
  it('throws a DefinitionError that lists every problem', () => {
    const problem = problemOf(refusals.documents!['a mistake in every list']) as DefinitionError
    expect(problem).toBeInstanceOf(DefinitionError)
    expect(problem).toMatchObject({ name: 'DefinitionError', code: 'invalid_definition' })
    expect(problem.problems).toEqual(check(refusals.documents!['a mistake in every list']))
    expect(problem.message).toMatchInlineSnapshot(`
      "Cannot compile "document":
        aisle: 0, expected 1
        zone: "Nowhere", expected a time zone such as "Europe/Berlin"
        currency: "€", expected a code such as "EUR"
        segments[0].name: "Bad", expected a name in snake_case
        segments[0].when.all[0].gt: a list of 2, expected kinds that go together, not age and number
        segments[0].when.all[1].any[0]: nothing, expected an object with one of eq, ne, gt, gte, lt, lte, in, exists, all, any, not, at_least, sequence, segment
        traits[0].value.of.each: nothing, expected "product"
        traits[0].value.of.event[0]: nothing, expected a name in snake_case
        stages[0].version: 0, expected a whole number from 1
        stages[0].stages[0]: nothing, expected an object
        stages[0].otherwise: null, expected a name in snake_case"
    `)
    expect((problemOf(null) as Error).message).toMatchInlineSnapshot(`
      "Cannot compile "document":
        document: null, expected an object"
    `)
  })

  it('refuses what check() refuses, and answers without throwing all that it accepts', () => {
    fc.assert(
      fc.property(mutations(), logs(), ({ mutated }, log) => {
        const problems = check(mutated)
        const problem = problemOf(mutated)
        expect(problem instanceof DefinitionError).toBe(problems.length > 0)
        if (problem) return
        const shopper = compile(mutated as AisleDocument).shopper()
        for (const event of log) shopper.add(event as ShopEvent)
        shopper.at(ANCHOR)
        shopper.foresee(ANCHOR)
        for (const { name } of [...(mutated as AisleDocument).segments]) shopper.explain(name, ANCHOR)
        shopper.advance(ANCHOR)
        shopper.snapshot()
      }),
      { numRuns: 200 },
    )
  })

  it('answers a long chain of segments', () => {
    const link = (i: number) => ({
      name: `s${i}`,
      version: 1,
      title: '',
      when: i < 200 ? { not: { segment: `s${i + 1}` } } : { exists: 1 },
    })
    const document = { ...base, segments: Array.from({ length: 201 }, (_, i) => link(i)) } as unknown as AisleDocument
    expect(compile(document).shopper().at(0).segments).toMatchObject({ s0: 'in', s199: 'out', s200: 'in' })
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shopEventSchema } from '../../src/vocabulary/envelope'
import { isCleanEvent } from '../../src/vocabulary/is-clean-event'
import { readEvent } from '../../src/vocabulary/read-event'
import { normalEvent } from './examples'

const least = { id: 'e-1', name: 'page_viewed', time: 1_469_923_200_000, shopper_id: 's-1' }

const anything = fc.anything({
  maxDepth: 4,
  withBigInt: true,
  withBoxedValues: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withObjectString: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
  withUnicodeString: true,
})

function thrower(): never {
  throw new Error('hostile')
}

/** An object whose own field throws when read. */
function withGetter(name: string): object {
  return Object.defineProperty({ other: 1 }, name, { get: thrower, enumerable: true })
}

const alwaysThrows = new Proxy({}, { get: thrower, ownKeys: thrower, has: thrower, getOwnPropertyDescriptor: thrower })

function revoked(target: object): object {
  const { proxy, revoke } = Proxy.revocable(target, {})
  revoke()
  return proxy
}

describe('readEvent() of anything', () => {
  it('never throws, and gives a valid event or none', () => {
    fc.assert(
      fc.property(anything, (input) => {
        for (const reuse of [false, true]) {
          const { event, problems } = readEvent(input, { reuse })
          if (event !== null) expect(shopEventSchema.safeParse(event).success).toBe(true)
          else expect(problems.length).toBeGreaterThan(0)
        }
      }),
      { numRuns: 600 },
    )
  })

  it('keeps the event when only optional fields are anything', () => {
    const optional = fc.record(
      {
        props: anything,
        products: fc.oneof(anything, fc.array(anything)),
        product: anything,
        context: fc.oneof(anything, fc.dictionary(fc.string(), anything)),
        seq: anything,
        user_id: anything,
        session_id: anything,
        sent_at: anything,
        library: anything,
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(optional, (fields) => {
        const { event, problems } = readEvent({ ...least, ...fields })
        expect(shopEventSchema.safeParse(event).success).toBe(true)
        for (const problem of problems) {
          expect(problem.found.length).toBeLessThanOrEqual(80)
          expect(problem.path.length).toBeLessThan(300)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('finds nothing more to do when it reads its own event again', () => {
    fc.assert(
      fc.property(fc.record({ props: anything, context: anything, products: fc.array(anything) }), (fields) => {
        const { event } = readEvent({ ...least, ...fields })
        expect(isCleanEvent(event)).toBe(true)
        expect(readEvent(event)).toEqual({ event, problems: [] })
      }),
      { numRuns: 200 },
    )
  })
})

describe('readEvent() of objects that fight back', () => {
  it.each([
    ['props', withGetter('total'), 'props.total'],
    ['context', withGetter('page'), 'context.page'],
    ['context', { page: withGetter('url') }, 'context.page.url'],
    ['products', [withGetter('price')], 'products[0].price'],
    ['library', withGetter('name'), 'library.name'],
    ['props', alwaysThrows, 'props'],
    ['context', { page: alwaysThrows }, 'context.page'],
    ['products', [alwaysThrows], 'products[0]'],
    ['products', new Proxy([], { get: thrower }), 'products'],
  ])('reports what throws within %s and keeps the rest', (field, value, path) => {
    for (const reuse of [false, true]) {
      const { event, problems } = readEvent({ ...least, [field]: value }, { reuse })
      expect(event?.id).toBe('e-1')
      expect(problems).toMatchObject([{ code: 'unreadable', path }])
    }
  })

  it.each([
    ['a proxy that throws', alwaysThrows],
    ['a revoked proxy', revoked({})],
    ['a revoked list', revoked([])],
  ])('gives no event of %s', (_, input) => {
    expect(readEvent(input).event).toBeNull()
    expect(readEvent({ ...least, props: input, context: input, products: input }).event?.id).toBe('e-1')
  })

  it('reads each field once, so that a getter cannot answer twice', () => {
    let reads = 0
    const props = Object.defineProperty({}, 'total', { get: () => (reads++ === 0 ? 12 : 'twelve'), enumerable: true })
    expect(readEvent({ ...least, props, session_id: '', products: [], context: {} }).event?.props).toEqual({
      total: 12,
    })
  })

  it('survives cycles, depth and huge lists', () => {
    const cycle: Record<string, unknown> = { ...least }
    cycle.props = cycle
    cycle.context = { page: cycle }
    expect(readEvent(cycle).event?.props).toMatchObject({ id: 'e-1' })
    let deep: object = {}
    for (let level = 0; level < 100_000; level++) deep = { deep }
    expect(readEvent({ ...least, props: deep, context: deep }).event).not.toBeNull()
    expect(readEvent({ ...least, products: new Array(2 ** 32 - 1) }).event?.products).toEqual([])
    const lying = new Proxy([], { get: (_, name) => (name === 'length' ? Number.POSITIVE_INFINITY : undefined) })
    expect(readEvent({ ...least, products: lying }).event?.products).toEqual([])
  })

  it('tells at most 100 problems and counts the rest', () => {
    const products = Array.from({ length: 400 }, () => ({ price: 'x'.repeat(10_000) }))
    const { problems } = readEvent({ ...least, products })
    expect(problems).toHaveLength(101)
    expect(problems[100]).toMatchObject({ code: 'more_problems', found: '300 more problems' })
    expect(JSON.stringify(problems).length).toBeLessThan(25_000)
  })
})

describe('readEvent() of names that reach for prototypes', () => {
  const names = ['__proto__', 'constructor', 'prototype']
  const evil = names.map((name) => `"${name}":{"polluted":1}`).join(',')

  it.each([
    ['', `{${evil},"id":"e-1","name":"a","time":1469923200000,"shopper_id":"s"}`],
    ['props', `{"id":"e-1","name":"a","time":1469923200000,"shopper_id":"s","props":{${evil}}}`],
    ['context', `{"id":"e-1","name":"a","time":1469923200000,"shopper_id":"s","context":{${evil}}}`],
    ['context.page', `{"id":"e-1","name":"a","time":1469923200000,"shopper_id":"s","context":{"page":{${evil}}}}`],
    ['products[0]', `{"id":"e-1","name":"a","time":1469923200000,"shopper_id":"s","products":[{${evil}}]}`],
  ])('drops and reports them at "%s"', (parent, text) => {
    for (const reuse of [false, true]) {
      const { event, problems } = readEvent(JSON.parse(text), { reuse })
      expect(problems.map((each) => [each.code, each.path])).toEqual(
        names.map((name) => ['forbidden_name', parent === '' ? name : `${parent}.${name}`]),
      )
      const parts = [event, event?.props, event?.context, event?.context.page ?? {}, event?.products[0] ?? {}]
      for (const part of parts) {
        expect(Object.getPrototypeOf(part)).toBe(Object.prototype)
        expect((part as Record<string, unknown>).polluted).toBeUndefined()
      }
    }
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  it('refuses them in reusable input too', () => {
    expect(isCleanEvent(normalEvent({ props: JSON.parse('{"__proto__":1}') }))).toBe(false)
    expect(isCleanEvent(normalEvent({ context: { page: { constructor: 'x' } } }))).toBe(false)
  })
})

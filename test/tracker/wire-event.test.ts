import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readWireEvent } from '../../src/tracker/wire-event'
import { propKinds } from '../../src/vocabulary/field-kinds'
import { isCleanEvent } from '../../src/vocabulary/is-clean-event'

const PROPS_WANTED = 'a text, number or boolean'
const read = (properties: unknown) => readWireEvent('product_added', properties)
const propsOf = (properties: unknown) => read(properties).event?.props
const problemsOf = (properties: unknown) => read(properties).problems

/** What all of this may neither do nor leave behind. */
const isUnpolluted = () =>
  !('polluted' in {}) &&
  !('polluted' in []) &&
  Object.keys(Object.prototype).length === 0 &&
  Object.freeze !== undefined

describe('readWireEvent()', () => {
  it('tells props from product lines', () => {
    const product = { product_id: 'A', price: 9.5, in_stock: true }
    const lines = [product, { product_id: 'B' }]
    expect(read({ product, currency: 'EUR', cart_value: 9.5 })).toEqual({
      event: { name: 'product_added', props: { currency: 'EUR', cart_value: 9.5 }, products: [product] },
      problems: [],
    })
    expect(read({ products: lines }).event).toEqual({ name: 'product_added', props: {}, products: lines })
    expect(read({ products: product }).event?.products).toEqual([product])
    expect(read({ products: [] }).event?.products).toEqual([])
  })

  it('gives new objects, and leaves what it was given as it was', () => {
    const given = Object.freeze({ product: Object.freeze({ product_id: 'A' }), total: 1 })
    const { event } = read(given)
    expect(event?.products[0]).not.toBe(given.product)
    expect(event?.props).not.toBe(given)
  })

  it('needs no properties', () => {
    for (const properties of [undefined, null, {}, Object.create(null)]) {
      expect(read(properties)).toEqual({ event: { name: 'product_added', props: {}, products: [] }, problems: [] })
    }
  })

  it('refuses a name that is none', () => {
    for (const name of ['', 'Product Added', '9lives', 'a-b', 'a'.repeat(65), '__proto__', 'order_completed\n']) {
      expect(readWireEvent(name, { total: 1 })).toEqual({
        event: undefined,
        problems: [{ path: 'name', found: name.slice(0, 60), wanted: 'a name in snake_case' }],
      })
    }
    expect(readWireEvent('a'.repeat(64)).event).toBeDefined()
    const odd = [undefined, null, 7, {}, Symbol('x'), 7n, () => 'page_viewed', { toString: () => 'page_viewed' }]
    for (const name of odd) expect(readWireEvent(name).problems[0]).toMatchObject({ path: 'name' })
  })

  it('takes product or products, not both', () => {
    const both = read({ product: { product_id: 'A' }, products: [{ product_id: 'B' }] })
    expect(both.event?.products).toEqual([{ product_id: 'A' }])
    expect(both.problems).toEqual([{ path: 'props.products', found: 'object', wanted: 'product or products' }])
  })

  it('reports lines that are none and keeps the others', () => {
    const { event, problems } = read({ products: ['A', null, { product_id: 'B', size: [42] }, 7, [], { sku: 'C' }] })
    expect(event?.products).toEqual([{ product_id: 'B' }, { sku: 'C' }])
    expect(problems).toEqual([
      { path: 'products[0]', found: 'A', wanted: 'an object' },
      { path: 'products[1]', found: 'object', wanted: 'an object' },
      { path: 'products[2].size', found: 'object', wanted: PROPS_WANTED },
      { path: 'products[3]', found: '7', wanted: 'an object' },
      { path: 'products[4]', found: 'object', wanted: 'an object' },
    ])
    expect(problemsOf({ product: 'A' })).toEqual([{ path: 'products[0]', found: 'A', wanted: 'an object' }])
  })

  it('takes scalars only, leaves numbers in texts as they are, and takes null as absent', () => {
    const odd = {
      total: '19.90',
      price: -1.5,
      isGift: false,
      empty: '',
      none: null,
      missing: undefined,
      big: 10n,
      symbol: Symbol('x'),
      act: () => 1,
      date: new Date(0),
      map: new Map([['a', 1]]),
      list: [1],
      object: { a: 1 },
      text: new String('x'),
      nan: Number.NaN,
      infinite: Number.POSITIVE_INFINITY,
    }
    expect(propsOf(odd)).toEqual({ total: '19.90', price: -1.5, isGift: false, empty: '' })
    expect(problemsOf(odd).map(({ path, found }) => [path, found])).toEqual([
      ['props.big', 'bigint'],
      ['props.symbol', 'symbol'],
      ['props.act', 'function'],
      ['props.date', 'object'],
      ['props.map', 'object'],
      ['props.list', 'object'],
      ['props.object', 'object'],
      ['props.text', 'object'],
      ['props.nan', 'NaN'],
      ['props.infinite', 'Infinity'],
    ])
    for (const { wanted } of problemsOf(odd)) expect(wanted).toBe(PROPS_WANTED)
  })

  it('keeps numbers within the limits of the vocabulary, instants being larger', () => {
    expect(propsOf({ a: 9e11, b: -9e11, c: 9.1e11, d: -9.1e11 })).toEqual({ a: 9e11, b: -9e11 })
    const instants = [...propKinds.named].filter(([, kind]) => kind === propKinds.named.get('delivered_at'))
    expect(instants.map(([name]) => name).sort()).toEqual(['delivered_at', 'promised_at'])
    for (const [name] of instants) expect(propsOf({ [name]: 8.64e15 })).toEqual({ [name]: 8.64e15 })
    expect(propsOf({ delivered_at: 8.65e15, undelivered_at: 1e12 })).toEqual({})
  })

  it('cuts texts to 8192 characters, no pair being halved', () => {
    const most = 'x'.repeat(8192)
    expect(read({ note: most })).toMatchObject({ event: { props: { note: most } }, problems: [] })
    const wanted = 'at most 8192 characters'
    expect(read({ note: `${most}y` })).toMatchObject({
      event: { props: { note: most } },
      problems: [{ path: 'props.note', found: 'x'.repeat(60), wanted }],
    })
    expect(propsOf({ note: `${'x'.repeat(8191)}😀` })).toEqual({ note: 'x'.repeat(8191) })
    expect(propsOf({ note: `${'x'.repeat(8190)}😀y` })).toEqual({ note: `${'x'.repeat(8190)}😀` })
  })

  it('refuses long and forbidden names', () => {
    expect(propsOf({ [`${'x'.repeat(128)}`]: 1, [`${'y'.repeat(129)}`]: 1 })).toEqual({ ['x'.repeat(128)]: 1 })
    expect(problemsOf({ ['y'.repeat(129)]: 1 })).toEqual([
      { path: `props.${'y'.repeat(64)}`, found: 'y'.repeat(60), wanted: 'another name' },
    ])
    const hostile = JSON.parse('{"__proto__":{"polluted":1},"constructor":{"polluted":1},"prototype":1,"total":2}')
    expect(propsOf(hostile)).toEqual({ total: 2 })
    expect(problemsOf(hostile).map(({ path }) => path)).toEqual([
      'props.__proto__',
      'props.constructor',
      'props.prototype',
    ])
    expect(propsOf(JSON.parse('{"product":{"__proto__":1}}'))).toEqual({})
    expect(isUnpolluted()).toBe(true)
  })

  it('keeps 200 fields and 500 lines', () => {
    const fields = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}`, index]))
    expect(problemsOf({ ...fields(200), last: null })).toEqual([])
    expect(Object.keys(propsOf(fields(201))!)).toHaveLength(200)
    expect(problemsOf(fields(201))).toEqual([{ path: 'props', found: '201', wanted: 'at most 200 fields' }])
    const lines = (length: number) => ({ products: Array.from({ length }, () => ({ sku: 'A' })), total: 1 })
    expect(problemsOf(lines(500))).toEqual([])
    expect(read(lines(501)).event?.products).toHaveLength(500)
    expect(problemsOf(lines(501))).toEqual([{ path: 'products', found: '501', wanted: 'at most 500 lines' }])
    expect(propsOf(lines(501))).toEqual({ total: 1 })
  })

  it('keeps half a million characters of an event', () => {
    const text = 'x'.repeat(8000)
    const products = Array.from({ length: 100 }, () => ({ sku: 'A', note: text }))
    const { event, problems } = read({ products, order_id: 'late' })
    expect(JSON.stringify(event).length).toBeLessThan(510_000)
    // 62 lines are 496,062 characters; the next is cut to what is left.
    expect(event?.products[62]).toEqual({ sku: 'A', note: 'x'.repeat(3937) })
    expect(event?.products[63]).toEqual({})
    expect(event?.props).toEqual({})
    expect(problems.at(-1)?.wanted).toBe('at most 0 characters')
  })

  it('keeps what can be read of what throws', () => {
    const throwing = {
      before: 1,
      get total() {
        throw new Error('no')
      },
      after: 2,
    }
    expect(propsOf(throwing)).toEqual({ before: 1, after: 2 })
    expect(problemsOf(throwing)).toEqual([{ path: 'props.total', found: 'an error', wanted: 'plain data' }])
    const products = [{ sku: 'A' }, throwing, { sku: 'B' }]
    expect(read({ products }).event?.products).toEqual([{ sku: 'A' }, { before: 1, after: 2 }, { sku: 'B' }])
  })

  it('bears proxies that throw, lie or are revoked', () => {
    const trap = (handler: ProxyHandler<object>, target: object = { total: 1 }) => new Proxy(target, handler)
    const fail = () => {
      throw new Error('trap')
    }
    const revoked = Proxy.revocable([], {})
    revoked.revoke()
    const wanted = 'plain data'
    const whole = [
      trap({ ownKeys: fail }),
      trap({ get: fail }),
      trap({ getOwnPropertyDescriptor: fail }),
      revoked.proxy,
    ]
    for (const odd of whole) {
      for (const properties of [
        odd,
        { product: odd, total: 1 },
        { products: odd, total: 1 },
        { products: [odd], total: 1 },
      ]) {
        const { event, problems } = read(properties)
        expect(event).toBeDefined()
        if (properties !== odd) expect(event?.props).toEqual({ total: 1 })
        expect(problems[0]).toMatchObject({ wanted })
      }
    }
    const endless = trap({ get: (_, name) => (name === 'length' ? 1e9 : undefined) }, [])
    expect(problemsOf({ products: endless })).toHaveLength(100)
    expect(propsOf(trap({ get: () => 5 }))).toEqual({ total: 5 })
  })

  it('bears what is deep, round or many', () => {
    const round: Record<string, unknown> = { total: 1 }
    round.self = round
    round.product = round
    expect(read(round).event).toEqual({ name: 'product_added', props: { total: 1 }, products: [{ total: 1 }] })
    let deep: unknown = 1
    for (let depth = 0; depth < 1e5; depth++) deep = { deep }
    expect(propsOf({ deep, total: 1 })).toEqual({ total: 1 })
    const many = Object.fromEntries(Array.from({ length: 3e4 }, (_, index) => [`f${index}`, []]))
    expect(problemsOf({ ...many, total: 1 })).toHaveLength(100)
    expect(propsOf({ ...many, total: 1 })).toEqual({ total: 1 })
  })

  it('makes 0 of -0, as the collector will read it', () => {
    expect(propsOf({ total: -0 })).toEqual({ total: 0 })
  })

  it('takes own fields only, of any class', () => {
    class Order {
      total = 1
      get tax() {
        return 2
      }
    }
    expect(propsOf(new Order())).toEqual({ total: 1 })
    expect(propsOf(Object.create({ inherited: 1 }, { own: { value: 1, enumerable: true } }))).toEqual({ own: 1 })
  })

  it('refuses properties that are no object', () => {
    for (const properties of ['total', 7, [], new Map(), new Date(), () => 1, Symbol('x')]) {
      expect(read(properties)).toMatchObject({
        event: { props: {} },
        problems: [{ path: 'props', wanted: 'an object' }],
      })
    }
  })

  it('makes clean events of whatever it is given, and nothing else of the world (property)', () => {
    const hostile = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withSparseArray: true,
    })
    // Not the names of the vocabulary: what has another type than it says there is left to the collector.
    const line = fc.dictionary(fc.constantFrom('size', 'shade', '__proto__', 'constructor'), hostile)
    const list = fc.oneof(hostile, line, fc.array(line))
    const fields = { product: list, products: list, answer: hostile, score: hostile }
    const properties = fc.oneof(hostile, fc.record(fields, { requiredKeys: [] }))
    const run = (given: unknown) => {
      const { event, problems } = readWireEvent('quiz_finished', given)
      expect(isCleanEvent({ ...event, id: 'e', time: 1e12, shopper_id: 's', session_id: '', context: {} })).toBe(true)
      expect(JSON.parse(JSON.stringify(event))).toEqual(event)
      for (const problem of problems) expect(JSON.stringify(problem).length).toBeLessThan(1000)
      expect(isUnpolluted()).toBe(true)
    }
    fc.assert(fc.property(properties, run), { numRuns: 300 })
  })
})

import { describe, expect, it } from 'vitest'
import { shopEventSchema } from '../../src/vocabulary/envelope'
import { readEvent } from '../../src/vocabulary/read-event'
import { normalEvent } from './examples'

const least = { id: 'e-1', name: 'page_viewed', time: 1_469_923_200_000, shopper_id: 's-1' }

function problemsOf(changes: Record<string, unknown>) {
  return readEvent({ ...least, ...changes }).problems
}

describe('readEvent() of a good event', () => {
  it('gives an equal copy and no problems when the event is normal', () => {
    const input = normalEvent()
    const { event, problems } = readEvent(input)
    expect(problems).toEqual([])
    expect(event).toEqual(input)
    expect(event).not.toBe(input)
    expect(event?.props).not.toBe(input.props)
    expect(event?.products[0]).not.toBe((input.products as object[])[0])
    expect(event?.context.page).not.toBe((input.context as { page: object }).page)
  })

  it('gives the input itself when it may be reused and is normal', () => {
    const input = normalEvent()
    expect(readEvent(input, { reuse: true }).event).toBe(input)
  })

  it('fills in empty props, products, context and session when there are none', () => {
    expect(readEvent(least)).toEqual({
      event: { ...least, session_id: '', props: {}, products: [], context: {} },
      problems: [],
    })
  })

  it('never changes its input when it has to be repaired', () => {
    const input = normalEvent({ props: { total: '19.90', tax: null }, extra: 1 })
    const before = structuredClone(input)
    readEvent(input)
    readEvent(input, { reuse: true })
    expect(input).toEqual(before)
  })

  it('treats null as absent without a word', () => {
    const input = { ...least, props: { total: null }, products: null, context: { page: null, device: { os: null } } }
    expect(readEvent({ ...input, session_id: null, seq: null, library: null, own: null })).toEqual({
      event: { ...least, session_id: '', props: {}, products: [], context: { device: {} } },
      problems: [],
    })
  })
})

describe('readEvent() of the shopper and the visit', () => {
  const anyone = { id: 'e-1', name: 'page_viewed', time: 1_469_923_200_000 }

  it('takes the user, else the visitor, when no shopper is named', () => {
    expect(readEvent({ ...anyone, user_id: 'u', visitor_id: 'v' }).event?.shopper_id).toBe('u')
    expect(readEvent({ ...anyone, visitor_id: 'v' }).event?.shopper_id).toBe('v')
    expect(readEvent({ ...anyone, shopper_id: 's', user_id: 'u', visitor_id: 'v' }).event?.shopper_id).toBe('s')
  })

  it('gives no event when nobody is named', () => {
    const { event, problems } = readEvent(anyone)
    expect(event).toBeNull()
    expect(problems).toEqual([
      { code: 'missing', path: 'shopper_id', found: 'nothing', wanted: 'a shopper_id, user_id or visitor_id' },
    ])
  })

  it('reports a bad shopper and falls back when the user is good', () => {
    const { event, problems } = readEvent({ ...anyone, shopper_id: {}, user_id: 'u' })
    expect(event?.shopper_id).toBe('u')
    expect(problems.map((each) => [each.code, each.path])).toEqual([['wrong_type', 'shopper_id']])
  })

  it('reads numbers as ids and says so', () => {
    const { event, problems } = readEvent({ ...anyone, id: 7, user_id: 541312140 })
    expect(event).toMatchObject({ id: '7', user_id: '541312140', shopper_id: '541312140' })
    expect(problems.map((each) => [each.code, each.path, each.wanted])).toEqual([
      ['assumed', 'id', 'the id "7"'],
      ['assumed', 'user_id', 'the id "541312140"'],
    ])
  })

  it('takes the default visit only when the event names none', () => {
    expect(readEvent(least, { default_session_id: 'd' }).event?.session_id).toBe('d')
    expect(readEvent({ ...least, session_id: 's' }, { default_session_id: 'd' }).event?.session_id).toBe('s')
    expect(readEvent({ ...least, session_id: [] }, { default_session_id: 'd' }).event?.session_id).toBe('d')
  })
})

describe('readEvent() of a bad envelope', () => {
  it.each([
    ['id', undefined, 'missing'],
    ['id', '', 'bad_format'],
    ['id', 'x'.repeat(129), 'bad_format'],
    ['id', 'caf\u00e9', 'bad_format'],
    ['id', 'line\n', 'bad_format'],
    ['id', true, 'wrong_type'],
    ['name', undefined, 'missing'],
    ['name', 'Page Viewed', 'bad_format'],
    ['name', '_page', 'bad_format'],
    ['name', '2nd_page', 'bad_format'],
    ['name', `a${'b'.repeat(64)}`, 'bad_format'],
    ['name', 7, 'wrong_type'],
    ['time', undefined, 'missing'],
    ['time', '19.90', 'bad_format'],
    ['time', 1_469_923_200, 'wrong_unit'],
    ['time', -1, 'out_of_range'],
    ['time', {}, 'wrong_type'],
  ])('gives no event when %s is %j', (field, value, code) => {
    const { event, problems } = readEvent({ ...least, [field]: value })
    expect(event).toBeNull()
    expect(problems.map((each) => [each.code, each.path])).toEqual([[code, field]])
  })

  it.each([
    ['id', 'x'],
    ['id', 'x'.repeat(128)],
    ['id', ' ~'],
    ['name', 'a'],
    ['name', `a${'b'.repeat(63)}`],
    ['name', 'a1__2'],
  ])('gives an event when %s is %j', (field, value) => {
    expect(readEvent({ ...least, [field]: value }).problems).toEqual([])
  })

  it.each([
    ['seq', -1, 'out_of_range'],
    ['seq', 1.5, 'out_of_range'],
    ['seq', '1', 'wrong_type'],
    ['visitor_id', '', 'bad_format'],
    ['page_id', 'x'.repeat(8193), 'too_long'],
    ['page_id', false, 'wrong_type'],
    ['sent_at', 1_469_923_200, 'wrong_unit'],
    ['received_at', 'yesterday', 'bad_format'],
    ['library', 'aisle', 'wrong_type'],
    ['props', [1], 'wrong_type'],
    ['context', 'email', 'wrong_type'],
    ['products', 'SKU-1', 'wrong_type'],
    ['anonymousId', 'x', 'unknown_field'],
  ])('drops %s and keeps the rest when it is %j', (field, value, code) => {
    const { event, problems } = readEvent({ ...least, [field]: value })
    expect(event).toEqual({ ...least, session_id: '', props: {}, products: [], context: {} })
    expect(problems.map((each) => [each.code, each.path])).toEqual([[code, field]])
  })

  it.each([null, undefined, 7, 'event', [], [least], () => least, Symbol('event'), 10n])(
    'gives no event when it is %s',
    (input) => {
      const { event, problems } = readEvent(input)
      expect(event).toBeNull()
      expect(problems).toMatchObject([{ code: 'wrong_type', path: '' }])
    },
  )
})

describe('readEvent() of properties and lines', () => {
  it('says what it found and what it wanted when a number is a string', () => {
    expect(problemsOf({ props: { total: '19.90' } })).toEqual([
      { code: 'wrong_type', path: 'props.total', found: '"19.90" (string)', wanted: 'a number' },
    ])
    expect(problemsOf({ products: [{}, {}, { price: '9,5' }] })).toEqual([
      { code: 'wrong_type', path: 'products[2].price', found: '"9,5" (string)', wanted: 'a number' },
    ])
  })

  it('expects the type of a named property on every event, custom ones too', () => {
    expect(problemsOf({ name: 'quiz_finished', props: { total: 'a lot' } })).toMatchObject([{ path: 'props.total' }])
  })

  it('keeps properties that the vocabulary does not name when they are scalars', () => {
    const props = { score: 7, passed: false, answer: '', 'odd name': 1 }
    expect(readEvent({ ...least, props }).event?.props).toEqual(props)
  })

  it('drops and reports what is no scalar', () => {
    const { event, problems } = readEvent({ ...least, props: { tags: ['a'], more: { a: 1 }, big: 1n, good: 1 } })
    expect(event?.props).toEqual({ good: 1 })
    expect(problems.map((each) => `${each.path}: ${each.found}`)).toEqual([
      'props.tags: a list of 1',
      'props.more: an object',
      'props.big: a bigint',
    ])
  })

  it('takes numbers up to 9e11 and strings up to 8192 characters', () => {
    const good = { a: 9e11, b: -9e11, c: 'x'.repeat(8192), price: 0 }
    expect(readEvent({ ...least, props: good })).toMatchObject({ event: { props: good }, problems: [] })
    const bad = { a: 900_000_000_000.0002, b: -9e12, c: 'x'.repeat(8193), d: Number.NaN, e: Number.POSITIVE_INFINITY }
    const { event, problems } = readEvent({ ...least, props: bad })
    expect(event?.props).toEqual({})
    expect(problems.map((each) => each.code)).toEqual([
      'out_of_range',
      'out_of_range',
      'too_long',
      'out_of_range',
      'out_of_range',
    ])
  })

  it('takes 200 properties and 500 lines, and reports the rest', () => {
    const props = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, index]))
    const lines = (count: number) => Array.from({ length: count }, (_, index) => ({ product_id: `p${index}` }))
    expect(problemsOf({ props: props(200), products: lines(500) })).toEqual([])
    const { event, problems } = readEvent({ ...least, props: props(201), products: lines(501) })
    expect(Object.keys(event?.props ?? {})).toHaveLength(200)
    expect(event?.products).toHaveLength(500)
    expect(problems).toEqual([
      { code: 'too_many', path: 'props', found: '201 fields', wanted: 'the first 200 only' },
      { code: 'too_many', path: 'products', found: 'a list of 501', wanted: 'the first 500 only' },
    ])
  })

  it('takes field names up to 128 characters', () => {
    expect(problemsOf({ props: { ['x'.repeat(128)]: 1 } })).toEqual([])
    expect(problemsOf({ props: { ['x'.repeat(129)]: 1 } })).toMatchObject([{ code: 'too_long' }])
  })

  it('reads instants from ISO 8601, and keeps them though they exceed other numbers', () => {
    const props = { promised_at: '2016-07-31T00:00:00Z', delivered_at: 1_469_923_200_001 }
    expect(readEvent({ ...least, props })).toMatchObject({
      event: { props: { promised_at: 1_469_923_200_000, delivered_at: 1_469_923_200_001 } },
      problems: [],
    })
  })

  it('keeps ids as they are, strings or numbers, but not truth values', () => {
    expect(readEvent({ ...least, props: { order_id: 1001 }, products: [{ product_id: 7 }] }).problems).toEqual([])
    expect(problemsOf({ props: { order_id: true } })).toMatchObject([{ wanted: 'a string or a number' }])
  })

  it('reads a single product as one line when there are no products', () => {
    expect(readEvent({ ...least, product: { price: 1 } })).toMatchObject({ event: { products: [{ price: 1 }] } })
    expect(readEvent({ ...least, products: [], product: { price: 1 } }).event?.products).toEqual([{ price: 1 }])
    expect(problemsOf({ product: { price: '1' } })).toMatchObject([{ path: 'product.price' }])
    expect(problemsOf({ products: [{}], product: {} })).toMatchObject([{ code: 'unknown_field', path: 'product' }])
    expect(problemsOf({ product: 'SKU' })).toMatchObject([{ code: 'wrong_type', path: 'product' }])
    expect(readEvent({ ...least, products: { price: 1 } })).toMatchObject({
      event: { products: [{ price: 1 }] },
      problems: [{ code: 'assumed', path: 'products' }],
    })
  })

  it('drops lines that are no objects and keeps the others', () => {
    const { event, problems } = readEvent({ ...least, products: ['SKU', { price: 1 }, null] })
    expect(event?.products).toEqual([{ price: 1 }])
    expect(problems.map((each) => each.path)).toEqual(['products[0]', 'products[2]'])
  })
})

describe('readEvent() of the context', () => {
  it('keeps one level of own scalars and drops what is deeper', () => {
    const context = { weather: 'rain', store: { id: 7, address: { street: 'x' } }, list: [1] }
    const { event, problems } = readEvent({ ...least, context })
    expect(event?.context).toEqual({ weather: 'rain', store: { id: 7 } })
    expect(problems.map((each) => each.path)).toEqual(['context.store.address', 'context.list'])
  })

  it('drops a field of another type than the vocabulary expects', () => {
    const { event, problems } = readEvent({
      ...least,
      context: { channel: 7, page: { url: 7, path: '/' }, device: 'x' },
    })
    expect(event?.context).toEqual({ page: { path: '/' } })
    expect(problems.map((each) => [each.path, each.wanted])).toEqual([
      ['context.channel', 'a string'],
      ['context.page.url', 'a string'],
      ['context.device', 'an object of strings, numbers and booleans'],
    ])
  })
})

describe('readEvent() of objects of classes', () => {
  it('reads the fields of an object of a class, and refuses what keeps its data elsewhere', () => {
    class Line {
      price = 12
    }
    const context = {
      at: new Date(0),
      page: new Map([['url', '/']]),
      store: Object.assign(Object.create(null), { id: 7 }),
    }
    const { event, problems } = readEvent({ ...least, products: [new Line()], props: new Set([1]), context })
    expect(event).toMatchObject({ products: [{ price: 12 }], props: {}, context: { store: { id: 7 } } })
    expect(event?.products[0]).not.toBeInstanceOf(Line)
    expect(problems.map((each) => `${each.path}: ${each.found}`)).toEqual([
      'props: an object',
      'context.at: a Date',
      'context.page: an object',
    ])
  })
})

describe('readEvent() and shopEventSchema', () => {
  it('agree on the normal event', () => {
    expect(shopEventSchema.safeParse(normalEvent()).error).toBeUndefined()
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readGa4Hit, toGa4 } from '../../src/adapters/ga4'
import { EVENTS } from '../../src/adapters/ga4/tables'
import { calls } from './support/calls-ga4'
import { testCases } from './support/cases'
import { amount, anEvent, line, text } from './support/events'

describe('the golden cases of GA4', () => testCases('ga4', calls))

const OPTIONS = { measurement_id: 'G-1', api_secret: 's' }

describe('toGa4(), then readGa4Hit()', () => {
  const named = EVENTS.filter(({ inward, ours }) => !inward && !['page_viewed', 'loyalty_points_earned'].includes(ours))
  const props = { order_id: text, coupon: text, currency: fc.constantFrom('EUR', 'USD') }

  it('gives the event back, but for what is lost and assumed', () => {
    const event = fc
      .constantFrom(...named)
      .chain(({ ours, fixed = {} }) =>
        anEvent(ours, { props: { ...fixedProps(fixed), ...props }, products: fc.array(line, { maxLength: 3 }) }),
      )
    fc.assert(
      fc.property(event, (sent) => {
        const { requests, lost } = toGa4([sent], OPTIONS)
        const [hit] = requests[0]!.body.events as [{ name: string; params: object }]
        const back = readGa4Hit(hit.name, hit.params)
        const missing = lost.map(({ path }) => path)
        expect(back.lost).toEqual([])
        expect(back.events).toHaveLength(1)
        const [{ name, props, products }] = back.events as [(typeof back.events)[number]]
        // Where there is an amount to send, the total is told by its parts.
        const { total, subtotal, ...rest } = props
        expect({ name, props: rest, products }).toEqual({ name: sent.name, props: sent.props, products: sent.products })
        expect(missing.filter((path) => !/context|session_id/.test(path))).toEqual([])
      }),
    )
  })

  it('keeps the money of an order exactly, where its parts come to its total', () => {
    fc.assert(
      fc.property(fc.tuple(amount, amount, amount), ([subtotal, tax, shipping]) => {
        const total = Math.round((subtotal + tax + shipping) * 100) / 100
        const sent = { order_id: 'A', subtotal, tax, shipping, total }
        const event = { id: 'e', name: 'order_completed', time: 1607615248873, visitor_id: 'v', session_id: '' }
        const { requests, lost } = toGa4([{ ...event, props: sent, products: [], context: {} }], OPTIONS)
        const [hit] = requests[0]!.body.events as [{ name: string; params: object }]
        expect(lost).toEqual([])
        expect(readGa4Hit(hit.name, hit.params).events[0]!.props).toEqual(sent)
      }),
    )
  })
})

function fixedProps(fixed: Readonly<Record<string, string>>): Record<string, fc.Arbitrary<string>> {
  return Object.fromEntries(Object.entries(fixed).map(([name, value]) => [name, fc.constant(value)]))
}

describe('toGa4() of what GA4 takes under another name, or not at all', () => {
  const who = { id: 'e', time: 1607615248873, visitor_id: 'v', session_id: '', products: [], context: {} }
  const send = (name: string, props: object = {}) => {
    const { requests, lost } = toGa4([{ ...who, name, props } as never], OPTIONS)
    const events = requests.flatMap(({ body }) => body.events as { name: string; params: Record<string, unknown> }[])
    return { events, lost: lost.map(({ code, path }) => `${path} ${code}`) }
  }

  it.each([
    ...['session_start', 'first_visit', 'first_open', 'ad_click', 'error', 'user_engagement', 'app_update', 'scroll'],
    ...['ga_quiz', 'google_quiz', 'firebase_quiz', '_quiz', '1x', 'with-dash', 'with space', 'größe', '', 'a\n'],
    ...['page_view', 'a'.repeat(41)],
  ])('loses an own event of the name %j', (name) => {
    expect(send(name)).toEqual({ events: [], lost: ['events[0] bad_format'] })
  })

  it.each(['a', 'a'.repeat(40), 'ga', 'gaming', 'errors', 'Quiz_1'])('sends an own event of the name %j', (name) => {
    expect(send(name)).toEqual({ events: [expect.objectContaining({ name })], lost: [] })
  })

  it('never makes one of two long names', () => {
    const names = ['one', 'two'].map((end) => `${'a'.repeat(40)}_${end}`)
    expect(names.map((name) => send(name).events)).toEqual([[], []])
  })

  it.each([
    ...['ga_x', 'google_x', 'firebase_conversion', '_x', '1x', 'with-dash', 'a'.repeat(41)],
    ...['session_id', 'session_number', 'engagement_time_msec', 'gclid'],
  ])('loses an own parameter of the name %j', (name) => {
    expect(send('quiz_finished', { [name]: 'x', score: 7 })).toEqual({
      events: [expect.objectContaining({ params: { score: 7 } })],
      lost: [expect.stringMatching(/^events\[0\]\.props.* bad_format$/)],
    })
  })

  it('has room for a name of 40, a text of 100 and 25 parameters, and tells what is beyond', () => {
    const full = Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`p${index}`, index]))
    const longest = { ['a'.repeat(40)]: 'b'.repeat(100) }
    expect(send('quiz_finished', full)).toMatchObject({ events: [{ params: full }], lost: [] })
    expect(send('quiz_finished', { ...full, p25: 25 }).lost).toEqual(['events[0].props.p25 too_many'])
    expect(send('quiz_finished', longest)).toMatchObject({ events: [{ params: longest }], lost: [] })
    const { events, lost } = send('quiz_finished', { note: 'b'.repeat(101) })
    expect([events[0]!.params.note, lost]).toEqual(['b'.repeat(100), ['events[0].props.note too_long']])
  })

  it('tells of a parameter that the event has already, and of what is no text or number', () => {
    const { lost } = send('order_completed', { total: 10, value: 9, nested: { a: 1 }, toString: 'x' })
    expect(lost).toEqual(['events[0].props.value lost', 'events[0].props.nested bad_format'])
  })

  it('loses own parameters of items alike', () => {
    const products = [{ product_id: 'A', ga_x: 1, material: 'oak' }]
    const { requests, lost } = toGa4([{ ...who, name: 'product_viewed', props: {}, products } as never], OPTIONS)
    expect(requests[0]!.body.events).toMatchObject([{ params: { items: [{ item_id: 'A', material: 'oak' }] } }])
    expect(lost.map(({ path }) => path)).toEqual(['events[0].products[0].ga_x'])
  })
})

describe('toGa4()', () => {
  const event = (visitor_id: string, note = '') => ({
    ...{ id: 'e', name: 'quiz_finished', time: 1607615248873, visitor_id, session_id: '' },
    ...{ props: {}, products: Array.from({ length: note.length }, () => ({ name: note })), context: {} },
  })

  it('sends 25 events at most in a request', () => {
    const sizes = (count: number) =>
      toGa4(
        Array.from({ length: count }, () => event('v')),
        OPTIONS,
      ).requests.map(({ body }) => (body.events as unknown[]).length)
    expect(sizes(25)).toEqual([25])
    expect(sizes(26)).toEqual([25, 1])
  })

  it('keeps a request under 130 kB, and people apart', () => {
    const large = Array.from({ length: 20 }, (_, index) => event(index < 10 ? 'v' : 'w', 'é'.repeat(99)))
    const { requests } = toGa4(large, OPTIONS)
    expect(requests.length).toBeGreaterThan(2)
    for (const { body } of requests) expect(Buffer.byteLength(JSON.stringify(body))).toBeLessThanOrEqual(130_000)
    expect(new Set(requests.map(({ body }) => body.client_id))).toEqual(new Set(['v', 'w']))
  })
})

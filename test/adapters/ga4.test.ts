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

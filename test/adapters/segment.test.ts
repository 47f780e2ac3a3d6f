import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromSegment, segmentListener, toSegment } from '../../src/adapters/segment'
import { EVENTS } from '../../src/adapters/segment/tables'
import { calls } from './support/calls-segment'
import { testCases } from './support/cases'
import { amount, anEvent, line, text } from './support/events'

describe('the golden cases of Segment', () => testCases('segment', calls))

describe('toSegment(), then fromSegment()', () => {
  const names = [...EVENTS.filter(({ inward }) => !inward).map(({ ours }) => ours), 'coupon_applied', 'quiz_finished']
  const props = { cart_id: text, currency: fc.constantFrom('EUR', 'USD'), method: text }

  it('gives the event back, but for what is lost', () => {
    const event = fc
      .constantFrom(...names, 'product_viewed', 'product_added', 'cart_viewed', 'checkout_started')
      .chain((name) => anEvent(name, { props, products: fc.array(line, { maxLength: 3 }) }))
    fc.assert(
      fc.property(event, (sent) => {
        const { requests, lost } = toSegment([sent], { write_key: 'k' })
        const back = fromSegment(requests[0]!.body.batch)
        expect(back.lost).toEqual([])
        expect([...lost, ...back.assumed]).toEqual([])
        expect(back.events).toEqual([{ ...sent, shopper_id: 'v-1' }])
      }),
    )
  })

  it('keeps the money of an order exactly', () => {
    fc.assert(
      fc.property(fc.tuple(amount, amount, amount), ([subtotal, tax, shipping]) => {
        const total = Math.round((subtotal + tax + shipping) * 100) / 100
        const props = { order_id: 'A', subtotal, tax, shipping, total }
        const event = { id: 'e', name: 'order_completed', time: 1607615248873, visitor_id: 'v', session_id: '' }
        const { requests } = toSegment([{ ...event, props, products: [], context: {} }], { write_key: 'k' })
        expect(fromSegment(requests[0]!.body.batch)).toMatchObject({ events: [{ props }], lost: [], assumed: [] })
      }),
    )
  })
})

describe('segmentListener()', () => {
  const heard: unknown[] = []
  const tracker = {
    track: (name: string, properties?: object) => heard.push([name, properties]),
    identify: (user_id: string | null) => heard.push(user_id),
  }

  it('tells the tracker what the page tells Segment, and gives each call on as it is', () => {
    const plugin = segmentListener(tracker as never, { pseudonym: (email) => `h-${email.length}` })
    const context = { event: { type: 'track', event: 'Product Added', properties: { product_id: 'A', price: 9 } } }
    expect(plugin.track(context)).toBe(context)
    plugin.page({ event: { type: 'page' } })
    plugin.identify({ event: { type: 'identify', userId: 'u-42' } })
    plugin.identify({ event: { type: 'identify', userId: 'ann@example.com' } })
    expect(heard.splice(0)).toEqual([['product_added', { products: [{ product_id: 'A', price: 9 }] }], 'u-42', 'h-15'])
  })

  it('throws nothing, tells what is lost, and takes pages where it is told to', () => {
    const losses: unknown[] = []
    const plugin = segmentListener(tracker as never, {
      page_views: true,
      on_losses: ({ lost }) => losses.push(...lost.map(({ path }) => path)),
    })
    expect(plugin.track(undefined as never)).toBeUndefined()
    plugin.page({ event: { type: 'page', properties: { tags: ['a'] } } })
    expect(heard.splice(0)).toEqual([['page_viewed', { products: [] }]])
    expect(losses).toEqual(['properties.tags'])
  })
})

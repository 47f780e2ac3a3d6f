import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromSegment, type SegmentListenerOptions, segmentListener, toSegment } from '../../src/adapters/segment'
import { EVENTS } from '../../src/adapters/segment/tables'
import { createFakeShop } from '../../src/testing'
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
    reset: () => heard.push('reset'),
  }
  const bought = { type: 'track', event: 'Cart Viewed' }
  const tracked = ['cart_viewed', { products: [] }]

  it('tells the tracker what the page tells Segment, and gives each call on as it is', () => {
    const plugin = segmentListener(tracker as never, { pseudonym: (email) => `h-${email.length}` })
    const context = { event: { type: 'track', event: 'Product Added', properties: { product_id: 'A', price: 9 } } }
    expect(plugin.track(context)).toBe(context)
    plugin.page({ event: { type: 'page' } })
    plugin.identify({ event: { type: 'identify', userId: 'u-42' } })
    plugin.identify({ event: { type: 'identify', userId: 'ann@example.com' } })
    expect(heard.splice(0)).toEqual([
      null,
      ['product_added', { products: [{ product_id: 'A', price: 9 }] }],
      'u-42',
      'reset',
      'h-15',
    ])
  })

  it('throws nothing, tells what is lost, and takes pages where it is told to', () => {
    const losses: unknown[] = []
    const plugin = segmentListener(tracker as never, {
      page_views: true,
      on_losses: ({ lost }) => losses.push(...lost.map(({ path }) => path)),
    })
    expect(plugin.track(undefined as never)).toBeUndefined()
    plugin.page({ event: { type: 'page', properties: { tags: ['a'] } } })
    expect(heard.splice(0)).toEqual([null, ['page_viewed', { products: [] }]])
    expect(losses).toEqual(['properties.tags'])
  })

  it('knows a shopper whom Analytics.js remembers, without an identify call', () => {
    const plugin = segmentListener(tracker as never)
    for (const userId of ['u-42', 'u-42', 7]) plugin.track({ event: { ...bought, userId } })
    expect(heard.splice(0)).toEqual(['u-42', tracked, tracked, 'reset', '7', tracked])
  })

  it.each([
    ['names nobody', {}, [], []],
    ['names nobody by null', { userId: null }, [], []],
    ['names an address for which nothing stands', { userId: 'ann@example.com' }, ['userId personal'], ['reset']],
    ['names what a bug makes of nobody', { userId: 'undefined' }, ['userId bad_format'], []],
    ['names nobody that one can make out', { userId: { id: 'u-42' } }, [], []],
    ['names what has no text', { userId: { toString: 1, valueOf: 1 } }, [], []],
  ])('leaves no former user in place for a call that %s', (_, who, losses, left) => {
    for (const pseudonym of [undefined, () => JSON.parse('')]) {
      const told: unknown[] = []
      const on_losses: SegmentListenerOptions['on_losses'] = ({ lost }) =>
        told.push(...lost.map(({ code, path }) => `${path} ${code}`))
      const plugin = segmentListener(tracker as never, { on_losses, pseudonym })
      plugin.identify({ event: { type: 'identify', userId: 'u-42' } })
      plugin.track({ event: { ...bought, ...who } })
      plugin.page({ event: { type: 'page', ...who } })
      plugin.track({ event: { ...bought, userId: 'u-42' } })
      expect(heard.splice(0)).toEqual(['u-42', 'reset', tracked, ...left, 'u-42', tracked])
      expect(told).toEqual([...losses, ...losses])
    }
  })

  it('leaves no former user in place for an identify call that it cannot take, and tells what is lost of it', () => {
    const told: unknown[] = []
    const on_losses: SegmentListenerOptions['on_losses'] = ({ lost }) => told.push(...lost)
    const plugin = segmentListener(tracker as never, { on_losses })
    plugin.identify({ event: { type: 'identify', userId: 'u-42' } })
    plugin.identify({ event: { type: 'identify', userId: 'ann@example.com', traits: { email: 'ann@example.com' } } })
    expect(heard.splice(0)).toEqual(['u-42', 'reset'])
    const personal = { code: 'personal', found: 'a string', wanted: 'no personal data' }
    expect(told).toEqual([
      { ...personal, path: 'userId' },
      { ...personal, path: 'traits.email' },
    ])
  })

  it('begins another visitor when Analytics.js is reset, and only signs out where the tracker has no reset', async () => {
    const acts: (() => void)[] = []
    const analytics = { on: (name: string, act: () => void) => name === 'reset' && acts.push(act) }
    for (const one of [tracker, { ...tracker, reset: undefined }]) {
      const plugin = segmentListener(one as never)
      await plugin.load({}, analytics)
      plugin.track({ event: { ...bought, userId: 'u-42' } })
      acts.pop()!()
      plugin.track({ event: bought })
    }
    expect(heard.splice(0)).toEqual(['u-42', tracked, 'reset', tracked, 'u-42', tracked, null, tracked])
    for (const odd of [undefined, {}, { on: 1 }]) await segmentListener(tracker as never).load({}, odd)
  })

  it.each([true, undefined])('keeps a real tracker to whom each call is of, with consent %s', async (analytics) => {
    const shop = createFakeShop()
    const tab = shop.openTab()
    const tracker = tab.createTracker({ consent: analytics ? { analytics } : 'pending' })
    const plugin = segmentListener(tracker)
    const calls = [{ userId: 'u-42' }, {}, { userId: 'ann@example.com' }, { userId: 'u-43' }]
    tab.run(() => {
      for (const who of calls) plugin.track({ event: { ...bought, ...who } })
      tracker.setConsent({ analytics: true })
    })
    await shop.pass(2_000)
    const seen = shop.collector.events.filter(({ name }) => name === 'cart_viewed')
    await shop.close()
    expect(seen.map(({ user_id }) => user_id)).toEqual(['u-42', undefined, undefined, 'u-43'])
    const [first, second, third, last] = seen.map(({ visitor_id }) => visitor_id)
    // Who signs in is the visitor until then; who leaves takes the visitor along.
    expect(second).toBe(third)
    expect(new Set([first, third, last]).size).toBe(3)
  })
})

import { describe, expect, test } from 'vitest'
import { firstOrders } from '../../../src/report/facts/first-orders'
import { visitsOf } from '../../../src/report/facts/visits'
import { DAY, event, factsOf, HOUR, order, T0 } from '../support/events'

describe('firstOrders()', () => {
  test('counts an order once, and one without a number by itself', () => {
    const events = [order('a', '1', 0), order('a', '1', 5), order('a', '2', 6)]
    const bare = [event('a', 'order_completed', 7), event('a', 'order_completed', 8)]
    expect(firstOrders([...events, ...bare]).map(({ time }) => time - T0)).toEqual([0, 6, 7, 8])
  })
})

describe('visitsOf()', () => {
  const at = (session_id: string, name: string, after: number, context: object = {}) =>
    event('a', name, after, { session_id, context: context as never })

  test('takes channel and device from the first event that says them', () => {
    const [visit] = visitsOf([
      at('v', 'page_viewed', 0, { channel: '' }),
      at('v', 'page_viewed', 1, { channel: 'email', device: { type: 'mobile' } }),
      at('v', 'page_viewed', 2, { channel: 'direct', device: { type: 'desktop' } }),
    ])
    expect([visit!.channel, visit!.device, visit!.start, visit!.last.time - T0]).toEqual(['email', 'mobile', T0, 2])
  })

  test('says how far each visit came, whatever order its events are in', () => {
    const visits = visitsOf([
      at('v', 'checkout_started', 0),
      at('w', 'product_viewed', 1),
      at('v', 'product_viewed', 2),
      at('x', 'page_viewed', 3),
      at('y', 'product_added', 4),
    ])
    expect(visits.map(({ furthest }) => furthest)).toEqual([3, 1, 0, 2])
  })

  test('does not take a confirmation that is opened again for an order of the later visit', () => {
    const first = { ...order('a', '1', 0), session_id: 'v' }
    const again = { ...order('a', '1', DAY), session_id: 'w' }
    expect(visitsOf([first, again]).map(({ furthest }) => furthest)).toEqual([4, 0])
  })
})

describe('the funnel', () => {
  const visit = (shopper: string, channel: string | undefined, ...names: string[]) =>
    names.map((name, i) => event(shopper, name, i, { context: channel === undefined ? {} : { channel } }))

  test('counts a visit at every step up to its furthest, by channel, unknown last', () => {
    const { funnel } = factsOf([
      ...visit('a', 'email', 'page_viewed', 'product_viewed', 'order_completed'),
      ...visit('b', 'direct', 'page_viewed'),
      ...visit('c', 'direct', 'product_viewed'),
      ...visit('d', undefined, 'product_viewed'),
      ...visit('e', undefined, 'page_viewed'),
      ...visit('f', undefined, 'page_viewed'),
    ])
    expect(funnel.steps).toEqual(['visit', 'product', 'order'])
    expect(funnel.missing.map(({ step }) => step)).toEqual(['cart', 'checkout'])
    expect(funnel.all.visits).toEqual([6, 3, 1])
    expect(funnel.channels).toEqual([
      { channel: 'direct', visits: [2, 1, 0] },
      { channel: 'email', visits: [1, 1, 1] },
      { channel: '(unknown)', visits: [3, 1, 0] },
    ])
  })

  test('tells two hundred names apart, and counts the others together', () => {
    const events = Array.from({ length: 205 }, (_, i) =>
      event('a', 'page_viewed', i * HOUR, { context: { channel: `c${i}` } }),
    )
    const { channels } = factsOf(events).funnel
    expect(channels).toHaveLength(201)
    expect(channels.at(-1)).toEqual({ channel: '(others)', visits: [5] })
  })
})

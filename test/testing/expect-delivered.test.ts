import { describe, expect, test } from 'vitest'
import { sampleEvent } from '../../src/testing/contract/sample-event'
import { expectDelivered, type WantedEvent } from '../../src/testing/expect-delivered'
import { type AisleMatchers, matchers } from '../../src/testing/matchers'

const order = (number: number, order_id: string) =>
  sampleEvent(number, { name: 'order_completed', props: { order_id, total: 5 }, products: [] })

/** What is said of events that came. */
function said(
  events: Parameters<typeof expectDelivered>[0]['events'],
  wanted: readonly WantedEvent[],
  options?: { others: boolean },
) {
  try {
    expectDelivered({ events, rejections: [] }, wanted, options)
  } catch (error) {
    expect(error).toMatchObject({ code: 'not_delivered' })
    return (error as Error).message.split('\n')
  }
  return []
}

describe('expectDelivered()', () => {
  test('accepts what was wanted, in any order, by name or by some of its fields', () => {
    const events = [order(1, 'A-1'), order(2, 'A-2'), sampleEvent(3)]
    const second = { name: 'order_completed', props: { order_id: 'A-2' } }
    expect(said(events, ['product_added', 'order_completed', second])).toEqual([])
    expect(said(events, [second, { products: [{ product_id: 'SKU-1' }] }, { props: { order_id: 'A-1' } }])).toEqual([])
    const both = sampleEvent(4, { props: { a: 1, b: 2 } })
    expect(said([both, sampleEvent(5, { props: { a: 1 } })], [{ props: { a: 1 } }, { props: { b: 2 } }])).toEqual([])
    expect(said([], [])).toEqual([])
  })

  test('names what is missing, doubled and not expected', () => {
    const wanted = ['page_viewed', { name: 'order_completed', props: { order_id: 'A-1' } }]
    expect(said([order(1, 'A-1'), order(2, 'A-1'), sampleEvent(3, { props: {} })], wanted)).toEqual([
      'Cannot accept what was delivered: [order_completed, order_completed, product_added], expected [page_viewed, order_completed]',
      '  missing: "page_viewed"',
      '  doubled: {"id":"event-2","name":"order_completed","props":{"order_id":"A-1","total":5},"products":[]}',
      '  not expected: {"id":"event-3","name":"product_added","props":{},"products":[{"product_id":"SKU-1","price":39.9,"quantity":1}]}',
    ])
  })

  test('lets others be where it is told to, but nothing come twice', () => {
    const others = { others: true }
    expect(said([order(1, 'A-1'), sampleEvent(2)], ['product_added'], others)).toEqual([])
    expect(said([sampleEvent(1), sampleEvent(2)], ['product_added'], others)).toHaveLength(2)
  })

  test.each<[string, WantedEvent]>([
    ['a field that is not there', { name: 'order_completed', props: { coupon: 'TEN' } }],
    ['a field of another value', { props: { total: 6 } }],
    ['lines where there are none', { products: [{}] }],
    ['an object where there is a text', { name: { a: 1 } }],
  ])('misses %s', (_, wanted) => {
    expect(said([order(1, 'A-1')], [wanted])[1]).toBe(`  missing: ${JSON.stringify(wanted)}`)
  })

  test('says why events were rejected', () => {
    const rejections = [{ received_at: 1, code: 'missing', message: 'no name', text: '{}' }]
    expect(() => expectDelivered({ events: [], rejections }, ['page_viewed'])).toThrow('rejected: missing, no name: {}')
  })
})

// As `docs/testing.md` tells users to.
declare module 'vitest' {
  interface Matchers<T> extends AisleMatchers<T> {}
}

describe('matchers', () => {
  expect.extend(matchers)

  test('read as expectDelivered() does', () => {
    const collector = { events: [order(1, 'A-1')], rejections: [] }
    expect(collector).toHaveDelivered(['order_completed'])
    expect(() => expect(collector).toHaveDelivered(['page_viewed'])).toThrow('  missing: "page_viewed"')
    const not = () => expect(collector).not.toHaveDelivered(['order_completed'])
    expect(not).toThrow('just that, expected anything else')
  })
})

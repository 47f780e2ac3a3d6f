import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type KnownOrders, rememberOrder } from '../../src/tracker/orders'

const DAY = 86_400_000

describe('rememberOrder()', () => {
  it('remembers as many as it is told to', () => {
    const known = [
      ['A', 1],
      ['B', 2],
    ] as const
    expect(rememberOrder(known, 'C', 3, 3).known).toHaveLength(3)
    expect(rememberOrder(known, 'C', 3, 2).known).toEqual([
      ['B', 2],
      ['C', 3],
    ])
  })

  it('knows an order again, as a text or as a number', () => {
    const first = rememberOrder(undefined, 'A-1', 5)
    expect(first).toEqual({ known: [['A-1', 5]], is_new: true })
    expect(rememberOrder(first.known, 'A-1', 6)).toEqual({ known: [['A-1', 5]], is_new: false })
    expect(rememberOrder(rememberOrder([], 1001, 5).known, '1001', 6).is_new).toBe(false)
    expect(rememberOrder(first.known, 'a-1', 6).is_new).toBe(true)
  })

  it('takes every order without an id as new, and remembers none', () => {
    for (const order_id of [undefined, '', null]) {
      expect(rememberOrder([['A-1', 5]], order_id as never, 6)).toEqual({ known: [['A-1', 5]], is_new: true })
    }
    expect(rememberOrder([], 0, 6)).toEqual({ known: [['0', 6]], is_new: true })
  })

  it('remembers for 400 days', () => {
    expect(rememberOrder([['A', 9]], 'A', 400 * DAY + 9).is_new).toBe(false)
    expect(rememberOrder([['A', 9]], 'A', 400 * DAY + 10)).toEqual({ known: [['A', 400 * DAY + 10]], is_new: true })
    // A clock that was set back.
    expect(rememberOrder([['A', 400 * DAY]], 'A', 0).is_new).toBe(false)
  })

  it('remembers the last 200', () => {
    let known: KnownOrders = []
    for (let order = 0; order < 201; order++) known = rememberOrder(known, order, order).known
    expect(known).toHaveLength(200)
    expect(known[0]).toEqual(['1', 1])
    expect(rememberOrder(known, 1, 300).is_new).toBe(false)
    expect(rememberOrder(known, 0, 300).is_new).toBe(true)
  })

  it('does not change what it is given', () => {
    const known: KnownOrders = Object.freeze([Object.freeze(['A', 0] as const)])
    expect(rememberOrder(known, 'B', 1).known).toHaveLength(2)
  })

  it('takes an order without a time for none, whatever is there', () => {
    for (const time of [{ toString: 0, valueOf: 0 }, '5', true, null])
      expect(rememberOrder([['A-1', time]] as never, 'A-1', 6)).toEqual({ known: [['A-1', 6]], is_new: true })
  })

  it('bears whatever was stored (property)', () => {
    const stored = fc.oneof(fc.anything(), fc.array(fc.oneof(fc.anything(), fc.tuple(fc.anything(), fc.anything()))))
    const run = (known: unknown) => {
      const first = rememberOrder(known as KnownOrders, 'A-1', 5)
      expect(first.known.length).toBeLessThanOrEqual(200)
      expect(rememberOrder(first.known, 'A-1', 6).is_new).toBe(false)
    }
    fc.assert(fc.property(stored, run))
    run([null, 7n, ['A-1', 5n], [Symbol.iterator, 1], new Proxy([], {})])
  })
})

import { describe, expect, test } from 'vitest'
import { judge } from './arrivals'
import type { Delivery } from './collector'

interface Sent {
  readonly number?: number
  readonly id?: string
  readonly page_id?: string
  readonly seq?: number
  /** @default true */
  readonly taken?: boolean
}

function delivery(...sent: Sent[]): Delivery {
  const events = sent.map(({ number, id = `id-${number}`, page_id = 'page', seq = number ?? 0 }) => {
    return { id, name: 'product_viewed', page_id, seq, number }
  })
  const accepted = new Set(events.filter((_, index) => sent[index]?.taken !== false).map(({ id }) => id))
  return { at: 0, batch: 'batch', events, bytes: 0, accepted }
}

describe('judge()', () => {
  test('finds nothing wrong when all came once and in order', () => {
    const arrivals = judge([delivery({ number: 1 }, { number: 2 }), delivery({ number: 3 })], [1, 2, 3])
    const nothing = { lost: [], twice: [], strange: [], out_of_order: [], duplicates: 0 }
    expect(arrivals).toEqual({ numbers: [1, 2, 3], requests: 2, ...nothing })
  })

  test('calls lost what never came, and what came but was never taken', () => {
    expect(judge([delivery({ number: 1 }, { number: 2, taken: false })], [1, 2, 3]).lost).toEqual([2, 3])
    const again = judge([delivery({ number: 1, taken: false }), delivery({ number: 1 })], [1])
    expect(again).toMatchObject({ lost: [], duplicates: 0, numbers: [1] })
  })

  test('counts an id that comes again as a duplicate, and a number under two ids as twice', () => {
    const arrivals = judge([delivery({ number: 1 }), delivery({ number: 1 }), delivery({ number: 1, id: 'x' })], [1])
    expect(arrivals).toMatchObject({ duplicates: 1, twice: [1] })
  })

  test('calls strange what nobody sent, and an id that stands for two numbers', () => {
    expect(judge([delivery({ number: 1 }, { number: 2 })], [1]).strange).toEqual([2])
    expect(judge([delivery({ number: 1 }), delivery({ number: 2, id: 'id-1' })], [1, 2]).strange).toEqual([2])
  })

  test('asks for order within a page, not across pages', () => {
    const other = { number: 1, page_id: 'other' }
    expect(judge([delivery({ number: 2 }, other, { number: 3 })], [1, 2, 3]).out_of_order).toEqual([])
    expect(judge([delivery({ number: 2 }, { number: 1 }, { number: 3 })], [1, 2, 3]).out_of_order).toEqual([1])
  })

  test('asks that seq grows with the number', () => {
    const repeated = judge([delivery({ number: 1, seq: 1 }, { number: 2, seq: 1 })], [1, 2])
    expect(repeated.out_of_order).toEqual([2])
  })

  test('leaves out what the tracker sent on its own account', () => {
    const arrivals = judge([delivery({ id: 'own' }, { number: 1 })], [1])
    expect(arrivals).toMatchObject({ numbers: [1], strange: [], out_of_order: [] })
  })
})

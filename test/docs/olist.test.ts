import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { measure } from '../../bench/catalogue-service'
import { olistEvents } from '../../bench/support/olist'

const folder = mkdtempSync(path.join(tmpdir(), 'olist-'))
afterAll(() => rmSync(folder, { recursive: true }))

const table = (name: string, lines: readonly string[]) =>
  writeFileSync(path.join(folder, `olist_${name}.csv.gz`), gzipSync(lines.join('\n')))

const day = (n: number, time = '00:00:00') => `2018-03-${String(n).padStart(2, '0')} ${time}`
const at = (text: string) => Date.parse(`${text.replace(' ', 'T')}Z`)

table('customers', ['customer_id,customer_unique_id', 'c1,ann', 'c2,ann', 'c3,bob', 'c4,cid'])
table('order_payments', ['order_id,payment_value', 'o1,10.5', 'o1,2'])
table('orders', [
  'order_id,customer_id,order_purchase_timestamp,order_delivered_carrier_date,order_delivered_customer_date,order_estimated_delivery_date',
  `o1,c1,${day(1)},${day(2)},${day(10, '23:59:59')},${day(10)}`,
  `o2,c2,${day(11)},,${day(21)},${day(20)}`,
  `o3,c3,${day(1)},,,${day(5)}`,
  `o4,c4,${day(1)},,${day(6)},${day(5)}`,
])
table('order_reviews', [
  'review_id,order_id,review_score,review_answer_timestamp',
  `r1,o1,5,${day(11)}`,
  `r3,o3,1,${day(6)}`,
  `r4,o4,2,${day(5, '23:59:59')}`,
])

describe('olistEvents()', () => {
  const [ann, bob] = olistEvents(folder)

  it("gives each person's orders, and how many calendar days they came late", () => {
    expect(ann!.map(({ name, time, props }) => [name, time, (props as { days_late?: number }).days_late])).toEqual([
      ['order_completed', at(day(1)), undefined],
      ['order_shipped', at(day(2)), undefined],
      ['order_delivered', at(day(10, '23:59:59')), 0],
      ['product_reviewed', at(day(11)), undefined],
      ['order_completed', at(day(11)), undefined],
      ['order_delivered', at(day(21)), 1],
      ['order_updated', at(day(21)), 1],
    ])
    expect(ann![0]!.props).toEqual({ order_id: 'o1', total: 12.5 })
  })

  it('tells that an order is overdue at the end of the promised day', () => {
    expect(bob!.map(({ name, time }) => [name, time])).toEqual([
      ['order_completed', at(day(1))],
      ['order_updated', at(day(6))],
      ['product_reviewed', at(day(6))],
    ])
  })
})

describe('the study of service', () => {
  const [rules, stages, moments] = measure(olistEvents(folder)).tables
  const reviews = (label: string) => rules!.rows.find(([group]) => group === label)?.slice(0, 2)[1]

  it('asks just before each rating, which then is not known', () => {
    expect(reviews('all')).toBe(3)
    // Bob is told of the delay in the very instant that he rates, and Cid a second after it.
    expect(reviews('as built in, just before the rating')).toBeUndefined()
    expect(reviews('as built in, once the rating is known')).toBe(2)
    expect(reviews('ratings left out, overdue orders not told, once all deliveries are known')).toBe(2)
    expect(stages!.rows.map(([stage, n]) => [stage, n])).toEqual([
      ['all', 3],
      ['fulfilment', 2],
      ['delight', 1],
      ['fulfilment, not arrived', 2],
      ['delight, arrived', 1],
    ])
  })

  it('says where people of one order stand', () => {
    expect(moments!.rows).toEqual([
      ['at the order', 2, 1, 0],
      ['just before the delivery', 1, 1, 0],
      ['at the delivery', 1, 0, 1],
      ['30 days after the order, not delivered', 1, 0, 1],
    ])
  })
})

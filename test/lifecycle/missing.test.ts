import { describe, expect, it } from 'vitest'
import type { Condition } from '../../src/language/ast'
import { defineDocument } from '../../src/language/define'
import { waysTo } from '../../src/lifecycle/missing'
import { DAY, NOW, type Told } from '../segments/asked'
import { shopperOf } from './told'

const views = { count: { event: 'product_viewed' } } as const
const orders = { count: { event: 'order_completed' } } as const

function ways(when: Condition, told: readonly Told[] = []) {
  const segment = { name: 'asked', version: 1, title: 'Asked', when }
  const shopper = shopperOf(defineDocument({ segments: [segment] }), told)
  return waysTo(shopper.explain('asked', NOW)!.because[0]!)
}

describe('waysTo()', () => {
  it('has nothing to add to what holds', () => {
    expect(ways({ gte: [views, 0] })).toEqual([[]])
    expect(ways({ any: [{ gte: [views, 1] }, { gte: [orders, 0] }] })).toEqual([[]])
  })

  it('says how much is missing, in numbers and in time', () => {
    expect(ways({ gte: [views, 3] }, [['product_viewed', 1]])).toEqual([
      [{ condition: { gte: [views, 3] }, have: 1, need: 3, missing: 2 }],
    ])
    const quiet = { gte: [{ age: 'last', of: { event: '*' } }, '30d'] } as const
    expect(ways(quiet, [['product_viewed', 20 * DAY]])[0]).toMatchObject([{ have: 20 * DAY, missing: 10 * DAY }])
    expect(ways(quiet)).toEqual([[{ condition: quiet, have: null, need: 30 * DAY, missing: null }]])
    const few = { lt: [orders, 0] } as const
    expect(ways(few)).toEqual([[{ condition: few, have: 0, need: 0, missing: 0 }]])
  })

  it.each<Condition>([
    { not: { gte: [views, 0] } },
    { at_least: 1, of: [{ gte: [views, 1] }, { gte: [orders, 1] }] },
    { sequence: [{ event: 'product_viewed' }, { event: 'order_completed' }] },
    { in: [views, [7]] },
  ])('leaves other conditions as they are: %j', (condition) => {
    expect(ways(condition).map((way) => way.map((one) => one.condition))).toEqual([[condition]])
  })

  it('lists 16 ways at most', () => {
    const either: Condition = { any: [1, 2, 3].map((least): Condition => ({ gte: [views, least] })) }
    expect(ways({ all: [either, either] })).toHaveLength(9)
    expect(ways({ all: [either, either, either] })).toHaveLength(16)
    expect(ways({ any: Array.from({ length: 20 }, (_, i): Condition => ({ gte: [views, i + 1] })) })).toHaveLength(16)
  })
})

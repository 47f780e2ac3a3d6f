import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { omnichannel, onlineOnly, showroomer, webroomer } from '../../src/segments/channel'
import { askSegment, DAY, HOUR, holds, order, type Told } from './asked'

const YEAR = 365 * DAY
const store = { sales_channel: 'store' }
const inStore = (ago: number, id = 's1') => order(ago, id, store)
const online = (ago: number, id = 'o1') => order(ago, id, { sales_channel: 'online' })
const visited = (ago: number): Told => ['store_visited', ago]
const looked = (ago: number): Told => ['product_viewed', ago]

holds(onlineOnly, [
  ['nothing happened', [], 'unknown'],
  ['nothing was bought, and a store visited', [visited(DAY)], 'out'],
  ['an order was made online', [online(DAY)], 'in'],
  ['where an order was made is not said', [order(DAY, 'o1')], 'unknown'],
  ['where another order was made is not said', [online(DAY), order(DAY, 'o2')], 'in'],
  ['an order was made in a store', [inStore(DAY)], 'out'],
  ['one of two was', [inStore(DAY), online(DAY)], 'out'],
  ['a store was visited', [online(DAY), visited(DAY)], 'out'],
  ['a store was visited twice', [online(DAY), visited(DAY), visited(HOUR)], 'out'],
  ['a store was visited a year ago', [online(DAY), visited(YEAR)], 'in'],
  ['a store was visited a year ago less a millisecond', [online(DAY), visited(YEAR - 1)], 'out', [1, 'in']],
])

holds(webroomer, [
  ['nothing happened', [], 'unknown'],
  ['it was looked at online, then bought in the store', [looked(2 * DAY), inStore(DAY)], 'in'],
  ['it was bought in the store, and never seen online', [inStore(DAY)], 'unknown'],
  ['it was looked at online with the purchase', [looked(DAY), inStore(DAY)], 'out'],
  ['it was looked at online only after it', [inStore(DAY), looked(HOUR)], 'out'],
  ['it was looked at after the first of two purchases', [inStore(3 * DAY), looked(2 * DAY), inStore(DAY, 's2')], 'in'],
  ['it was looked at before and after', [looked(2 * DAY), inStore(DAY), looked(HOUR)], 'in'],
  ['it was bought online', [looked(2 * DAY), online(DAY)], 'out'],
  ['some was bought online', [looked(3 * DAY), online(DAY), inStore(2 * DAY)], 'out'],
  ['where some was bought is not said', [looked(3 * DAY), order(DAY, 'o1'), inStore(2 * DAY)], 'in'],
  [
    'some was bought online a year ago less a millisecond',
    [looked(2 * YEAR), online(YEAR - 1), inStore(DAY)],
    'out',
    [1, 'in'],
  ],
  ['some was bought online a year ago', [looked(2 * YEAR), online(YEAR), inStore(DAY)], 'in'],
  ['the till was told twice', [looked(2 * DAY), inStore(DAY), inStore(HOUR)], 'in'],
  ['the till was told again after the first look', [inStore(3 * DAY), looked(2 * DAY), inStore(DAY)], 'out'],
  ['the online order was told twice', [looked(3 * DAY), online(DAY), online(HOUR), inStore(2 * DAY)], 'out'],
])

holds(showroomer, [
  ['where it was bought is not said', [visited(2 * DAY), order(DAY, 'o1')], 'unknown'],
  ['nothing happened', [], 'unknown'],
  ['nothing was bought, and a store visited', [visited(DAY)], 'unknown'],
  ['a store was visited, then it was bought online', [visited(2 * DAY), online(DAY)], 'in'],
  ['it was bought online, and a store visited after', [online(2 * DAY), visited(DAY)], 'out'],
  ['its confirmation was opened again after a store', [online(3 * DAY), visited(2 * DAY), online(DAY)], 'out'],
  ['no store was visited, and it was bought just now', [online(0)], 'out', null],
  ['it was bought in the store', [visited(2 * DAY), inStore(DAY)], 'out'],
  ['some was bought in the store', [visited(2 * DAY), inStore(DAY), online(HOUR)], 'out'],
  ['a store was visited a year ago less a millisecond', [visited(YEAR - 1), online(DAY)], 'in', [1, 'out']],
  ['a store was visited a year ago', [visited(YEAR), online(DAY)], 'out'],
])

holds(omnichannel, [
  ['where it was bought is not said', [order(DAY, 'o1')], 'unknown'],
  ['nothing happened', [], 'unknown'],
  ['it was bought online and in the store', [online(DAY), inStore(DAY)], 'in'],
  ['it was bought in the store, and where else is not said', [order(DAY, 'o1'), inStore(DAY)], 'out'],
  ['it was bought online', [online(DAY)], 'out'],
  ['it was bought in the store', [inStore(DAY)], 'out'],
  ['the online order was a year ago', [online(YEAR), inStore(DAY)], 'out'],
  ['the online order was a year ago less a millisecond', [online(YEAR - 1), inStore(DAY)], 'in', [1, 'out']],
])

describe('the habits of channels', () => {
  it('exclude each other, whatever happened', () => {
    const four = [onlineOnly, webroomer, showroomer, omnichannel]
    const ago = fc.nat(400 * DAY)
    const told = fc.oneof(
      ago.map(looked),
      ago.map(visited),
      fc.tuple(ago, fc.constantFrom('a', 'b', 'c')).map(([time, id]) => online(time, id)),
      fc.tuple(ago, fc.constantFrom('d', 'e', 'f')).map(([time, id]) => inStore(time, id)),
    )
    const found = new Set<string>()
    fc.assert(
      fc.property(fc.array(told, { maxLength: 8 }), (log) => {
        const within = four.filter((segment) => askSegment(segment, log).outcome === 'in').map(({ name }) => name)
        expect(within.length).toBeLessThanOrEqual(1)
        for (const name of within) found.add(name)
      }),
      { numRuns: 500 },
    )
    expect(found.size).toBe(4)
  })
})

import { describe, expect, test } from 'vitest'
import { compile } from '../../../src/engine/compile'
import { historiesOf } from '../../../src/history/shopper-history'
import { calibrate } from '../../../src/predict/calibrate'
import { populationDocument } from '../../../src/predict/population'
import { rfmTemplate } from '../../../src/predict/rfm'
import { DAY, factsOf, order, T0 } from '../support/events'

const now = T0 + 365 * DAY

/** Buyers who differ: i orders each, the last i days ago, of i euros. */
const buyers = (n: number) =>
  Array.from({ length: n }, (_, i) =>
    Array.from({ length: 1 + (i % 7) }, (_, k) =>
      order(`b${i}`, `${i}-${k}`, 365 * DAY - ((i * 37) % n) * DAY - k, ((i * 13) % n) + 1),
    ),
  ).flat()

describe('RFM', () => {
  test('cuts at the fifths, and puts whom a cut falls on with those below it', () => {
    // Five buyers, the last order 1, 2, 3, 4, 5 days before: a fifth each.
    const log = [1, 2, 3, 4, 5].map((days) => order(`b${days}`, `o${days}`, (365 - days) * DAY, days * 10))
    const { cuts, fields, buyers } = factsOf(log, { now }).rfm!
    expect(buyers).toBe(5)
    expect(cuts.recency).toEqual([1, 2, 3, 4].map((days) => days * DAY))
    expect(cuts.orders).toEqual([1, 1, 1, 1])
    expect(cuts.revenue).toEqual([10, 20, 30, 40])
    // Frequency scores 1 for all; with money 1 to 5 that adds up to 2, 3 (value 1), 4, 5 (2), 6 (3).
    const found = fields.filter((field) => field.buyers).map(({ recency, value, group }) => [recency, value, group])
    expect(found).toEqual([
      [1, 3, 'at_risk_rfm'],
      [3, 2, 'about_to_sleep'],
      [2, 2, 'hibernating'],
      [5, 1, 'new_customers'],
      [4, 1, 'promising'],
    ])
  })

  test('has every field of the grid once, and every buyer in one', () => {
    const { fields, buyers: all } = factsOf(buyers(53), { now }).rfm!
    expect(new Set(fields.map(({ recency, value }) => `${recency} ${value}`)).size).toBe(25)
    expect(fields.reduce((sum, field) => sum + field.buyers, 0)).toBe(all)
  })

  test('has the groups that a calibrated document gives', () => {
    const log = buyers(120)
    const shoppersOf = (document: Parameters<typeof compile>[0]) =>
      [...historiesOf(log)].map(({ events }) => {
        const shopper = compile(document).shopper()
        for (const event of events) shopper.fold(event, event.time)
        return shopper
      })
    const { document } = calibrate(rfmTemplate(), shoppersOf(populationDocument(rfmTemplate())), { now })
    const groups = new Map<string, number>()
    for (const shopper of shoppersOf(document)) {
      const group = shopper.at(now).stages.rfm_group!
      groups.set(group, (groups.get(group) ?? 0) + 1)
    }
    const counted = new Map<string, number>()
    for (const field of factsOf(log, { now }).rfm!.fields)
      if (field.buyers) counted.set(field.group, (counted.get(field.group) ?? 0) + field.buyers)
    expect([...counted].sort()).toEqual([...groups].sort())
    expect(counted.size).toBeGreaterThan(6)
  })

  test('goes by frequency alone where no order says what was paid', () => {
    const { cuts, fields } = factsOf([order('a', '1', 0), order('b', '2', 0), order('b', '3', 1)], { now }).rfm!
    expect(cuts.revenue).toBeNull()
    expect(fields.filter((field) => field.buyers).map(({ value }) => value)).toEqual([3, 1])
  })

  test('is nothing where nobody ordered', () => {
    expect(factsOf([]).rfm).toBeNull()
  })
})

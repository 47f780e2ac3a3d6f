import { describe, expect, test } from 'vitest'
import { builtin } from '../../../src/lifecycle/builtin'
import { hourOf, monthOf } from '../../../src/report/facts/clock-parts'
import { event, factsOf, HOUR, T0 } from '../support/events'

describe('what visits are for', () => {
  test('is what the last event of each had it for, by the hour that it began at and its device', () => {
    const log = [
      event('a', 'page_viewed', HOUR - 1, { context: { device: { type: 'mobile' } } }),
      event('a', 'cart_viewed', HOUR + 1),
      event('b', 'page_viewed', HOUR),
      // A second visit, which is a new question.
      event('a', 'page_viewed', 5 * HOUR),
    ]
    const { intents, all, hours, devices } = factsOf(log).intents!
    expect(intents).toEqual(['undecided', 'browser', 'researcher', 'buyer'])
    expect(all).toEqual([2, 0, 0, 1])
    expect([hours[0], hours[1], hours[5]]).toEqual([
      [0, 0, 0, 1],
      [1, 0, 0, 0],
      [1, 0, 0, 0],
    ])
    expect(devices).toEqual([
      { device: 'mobile', visits: [0, 0, 0, 1] },
      { device: '(unknown)', visits: [2, 0, 0, 0] },
    ])
  })

  test('goes by the clocks of the document', () => {
    const { hours } = factsOf([event('a', 'page_viewed')], { document: { ...builtin, zone: 'Asia/Kolkata' } }).intents!
    expect(hours.findIndex((visits) => visits[0])).toBe(5)
    expect([hourOf(T0 - 1, 'UTC'), hourOf(T0, 'UTC')]).toEqual([23, 0])
    expect([monthOf(T0 - 1, 'UTC'), monthOf(T0, 'UTC')]).toEqual(['2026-04', '2026-05'])
  })

  test('is not told where the definitions do not say', () => {
    expect(factsOf([event('a', 'x')], { document: { ...builtin, stages: [] } }).intents).toBeNull()
  })
})

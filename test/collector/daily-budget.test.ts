import { expect, test } from 'vitest'
import { createDailyBudget } from '../../src/collector/daily-budget'

test('createDailyBudget() has so much for each day', () => {
  let now = Date.UTC(2026, 10, 25, 23, 59, 59, 999)
  const fits = createDailyBudget(100, () => now)
  expect([fits(60), fits(41), fits(40), fits(1), fits(0)]).toEqual([true, false, true, false, true])
  now += 1
  expect([fits(101), fits(100), fits(1)]).toEqual([false, true, false])
})

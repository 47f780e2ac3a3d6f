const DAY_MS = 86_400_000

/**
 * Makes a budget for each day (UTC). Gives whether so much is left of it, and takes it.
 *
 * @example
 * const fits = createDailyBudget(100)
 * fits(60) // true
 * fits(60) // false, until the next day
 */
export function createDailyBudget(max_per_day: number, now: () => number = Date.now): (amount: number) => boolean {
  let day = Number.NaN
  let left = 0
  return (amount) => {
    const today = Math.floor(now() / DAY_MS)
    if (today !== day) left = max_per_day
    day = today
    if (amount > left) return false
    left -= amount
    return true
  }
}

import { describe, expect, test } from 'vitest'
import { DAY, event, factsOf, order, T0 } from '../support/events'

describe('the journey', () => {
  // Three shoppers come, and try the cart 1, 2 and 4 minutes later; one of them buys after a day and goes quiet.
  const log = [1, 2, 4].flatMap((minutes) => [
    event(`s${minutes}`, 'page_viewed', 0),
    event(`s${minutes}`, 'product_added', minutes * 60_000),
  ])
  const bought = [...log, order('s1', '1', DAY, 10)]
  const journeyOf = (now: number) =>
    factsOf(bought, { now: T0 + now, compare: T0 }).journeys.find(({ set }) => set === 'purchase_journey')!

  test('has the median time of each step, a value of the sample', () => {
    const { moves } = journeyOf(2 * DAY)
    const [tried] = moves.filter(({ from }) => from === 'first_visit')
    expect(tried).toEqual({
      from: 'first_visit',
      to: 'registered',
      count: 3,
      by_time: 0,
      median_ms: 120_000,
      is_back: false,
    })
  })

  test('says who began, was and stands where', () => {
    const { stages } = journeyOf(2 * DAY)
    const of = (name: string) => stages.find(({ stage }) => stage === name)!
    expect(of('first_visit')).toEqual({ stage: 'first_visit', began: 3, reached: 3, after_ms: 0, stand: 0 })
    expect(of('registered')).toEqual({ stage: 'registered', began: 0, reached: 3, after_ms: 120_000, stand: 2 })
    expect(of('first_purchase')).toEqual({ stage: 'first_purchase', began: 0, reached: 1, after_ms: DAY, stand: 1 })
    expect(stages[0]!.stage).toBe('first_visit')
    expect(stages.at(-1)!.stage).toBe('repeat_purchase')
  })

  test('tells what time alone brought about, at its very instant', () => {
    const quiet = (now: number) => journeyOf(now).moves.find(({ to }) => to === 'paused')
    expect(quiet(31 * DAY - 1)).toBeUndefined()
    expect(quiet(31 * DAY)).toMatchObject({ from: 'first_purchase', count: 1, by_time: 1, median_ms: 30 * DAY })
  })

  test('marks what leads back', () => {
    const again = [...bought, event('s1', 'page_viewed', 40 * DAY)]
    const { journeys } = factsOf(again, { now: T0 + 41 * DAY })
    const moves = journeys[0]!.moves.filter(({ is_back }) => is_back)
    expect(moves).toMatchObject([{ from: 'paused', to: 'first_purchase', count: 1, median_ms: 9 * DAY }])
  })
})

import { describe, expect, test } from 'vitest'
import { DAY, factsOf, order, T0 } from '../support/events'

const MONTH = 30 * DAY

describe('cohorts', () => {
  const cellsOf = (gap: number, now: number) => {
    const { cohorts } = factsOf([order('a', '1', 0), order('a', '2', gap)], { now: T0 + now }).cohorts!
    return cohorts.map(({ month, buyers, cells }) => ({ month, buyers, cells: cells.slice(0, 2) }))[0]!
  }

  test.each([
    [MONTH - 1, 1, 1],
    [MONTH, 1, 1],
    [MONTH + 1, 0, 1],
    [2 * MONTH, 0, 1],
    [2 * MONTH + 1, 0, 0],
  ])('count who ordered again %i ms later within 1 month: %i, within 2: %i', (gap, one, two) => {
    const { cells } = cellsOf(gap, 365 * DAY)
    expect(cells.map(({ repeated }) => repeated)).toEqual([one, two])
  })

  test.each([
    [MONTH - 1, [false]],
    [MONTH, [true]],
    [MONTH + 1, [true, false]],
    [2 * MONTH, [true, true]],
  ])('are whole for a span when all of them have been seen for it: %i ms', (now, complete) => {
    const { cells } = cellsOf(1, now)
    expect(cells.map(({ is_complete }) => is_complete)).toEqual(complete)
  })

  test('are not whole until the last buyer of the month has been seen for so long', () => {
    const log = [order('a', '1', 0), order('b', '2', 10 * DAY)]
    const at = (now: number) => factsOf(log, { now: T0 + now }).cohorts!.cohorts[0]!.cells[0]!.is_complete
    expect([at(40 * DAY - 1), at(40 * DAY)]).toEqual([false, true])
  })

  test('are of the month of the first order by the clocks of the zone, and count an order once', () => {
    const log = [order('a', '1', -1), order('a', '1', 5 * DAY), order('b', '2', 0), order('c', '3', 40 * DAY)]
    const of = (zone: string) => {
      const { document } = { document: { ...emptyDocument, zone } }
      return factsOf(log, { document }).cohorts!.cohorts.map(({ month, buyers, cells }) => [
        month,
        buyers,
        cells[0]!.repeated,
      ])
    }
    expect(of('UTC')).toEqual([
      ['2026-04', 1, 0],
      ['2026-05', 1, 0],
      ['2026-06', 1, 0],
    ])
    expect(of('Europe/Berlin')).toEqual([
      ['2026-05', 2, 0],
      ['2026-06', 1, 0],
    ])
  })

  test('are nothing where nobody ordered', () => {
    expect(factsOf([]).cohorts).toBeNull()
  })
})

const emptyDocument = { aisle: 1, zone: 'UTC', currency: 'EUR', segments: [], traits: [], stages: [] } as const

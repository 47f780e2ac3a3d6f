import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPageClocks } from '../../src/collector/page-clocks'

const NOW = Date.UTC(2026, 0, 1)
const HOUR = 3_600_000

describe('createPageClocks()', () => {
  it('leaves a clock that is less than a minute off as it is', () => {
    const shiftOf = (off_ms: number) => createPageClocks().shiftOf('p-1', NOW - off_ms, NOW)
    expect([0, 59_999, 60_000, 60_001, HOUR].map(shiftOf)).toEqual([0, 0, 60_000, 60_001, HOUR])
    expect([-59_999, -60_000, -60_001, -HOUR].map(shiftOf)).toEqual([0, -60_000, -60_001, -HOUR])
  })

  it('stays with what the first batch of a page said', () => {
    const clocks = createPageClocks()
    expect(clocks.shiftOf('late', NOW - HOUR, NOW)).toBe(HOUR)
    expect(clocks.shiftOf('right', NOW - 10, NOW)).toBe(0)
    expect(clocks.shiftOf('late', NOW, NOW)).toBe(HOUR)
    expect(clocks.shiftOf('right', NOW - HOUR, NOW)).toBe(0)
  })

  it('forgets pages that sent nothing for the longest when there are too many', () => {
    const clocks = createPageClocks({ max_pages: 2 })
    clocks.shiftOf('a', NOW - HOUR, NOW)
    clocks.shiftOf('b', NOW - HOUR, NOW)
    clocks.shiftOf('a', NOW, NOW)
    clocks.shiftOf('c', NOW, NOW)
    expect(clocks.shiftOf('a', NOW, NOW)).toBe(HOUR)
    expect(clocks.shiftOf('b', NOW, NOW)).toBe(0)
  })

  it('never puts events of a page out of their order, whatever the delays of its batches (property)', () => {
    const batch = fc.record({
      page_id: fc.constantFrom('p-1', 'p-2'),
      after_ms: fc.nat({ max: HOUR }),
      delay_ms: fc.nat({ max: 24 * HOUR }),
    })
    const off = fc.integer({ min: -48 * HOUR, max: 48 * HOUR })
    fc.assert(
      fc.property(fc.array(batch, { maxLength: 20 }), off, (batches, off_ms) => {
        const clocks = createPageClocks()
        const latest: Record<string, number> = {}
        let time = NOW
        for (const { page_id, after_ms, delay_ms } of batches) {
          time += after_ms
          const shifted = time + clocks.shiftOf(page_id, time, time + off_ms + delay_ms)
          expect(shifted).toBeGreaterThanOrEqual(latest[page_id] ?? Number.NEGATIVE_INFINITY)
          latest[page_id] = shifted
        }
      }),
    )
  })

  it('sets a clock right to what the batch took to come (property)', () => {
    const off = fc.integer({ min: -48 * HOUR, max: 48 * HOUR })
    fc.assert(
      fc.property(off, fc.nat({ max: 15_000 }), (off_ms, delay_ms) => {
        const wrong_by = Math.abs(off_ms + createPageClocks().shiftOf('p-1', NOW + off_ms, NOW + delay_ms))
        expect(wrong_by).toBeLessThan(75_000)
      }),
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createEventIds } from '../../src/tracker/event-id'

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const filledWith = (byte: number) => createEventIds((bytes) => bytes.fill(byte))

describe('createEventIds()', () => {
  it('makes a UUIDv7 of the time, a count and random bits', () => {
    // The example of RFC 9562, appendix A.6, has this time: Tuesday, February 22, 2022 2:22:22.00 PM GMT-05:00.
    expect(filledWith(0)(1645557742000)).toBe('017f22e2-79b0-7000-8000-000000000000')
    expect(filledWith(0xff)(1645557742000)).toBe('017f22e2-79b0-7000-bfff-ffffffffffff')
  })

  it('counts within a millisecond and carries into the time when the count is full', () => {
    const newId = filledWith(0)
    const ids = Array.from({ length: 4098 }, () => newId(1))
    expect(ids[0]).toMatch(/^00000000-0001-7000-/)
    expect(ids[1]).toMatch(/^00000000-0001-7001-/)
    expect(ids[4095]).toMatch(/^00000000-0001-7fff-/)
    expect(ids[4096]).toMatch(/^00000000-0002-7000-/)
    // The clock comes to where the count has carried it: that time counts on.
    expect(newId(2)).toMatch(/^00000000-0002-7002-/)
    expect(newId(3)).toMatch(/^00000000-0003-7000-/)
  })

  it('does not go back when the clock does, and counts on when it says nothing', () => {
    const newId = filledWith(0)
    expect(newId(5000)).toMatch(/^00000000-1388-7000-/)
    for (const time of [4999, 0, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 47, 5000.9]) {
      expect(newId(time)).toMatch(/^00000000-1388-700[1-7]-/)
    }
    expect(newId(5001)).toMatch(/^00000000-1389-7000-/)
  })

  it('takes the latest times that it can carry from', () => {
    expect(filledWith(0)(2 ** 47 - 1)).toMatch(/^7fffffff-ffff-7000-/)
  })

  it('makes valid ids that sort as they were made, whatever the clock says (property)', () => {
    const times = fc.array(fc.oneof(fc.double(), fc.integer({ min: 0, max: 2000 })), { maxLength: 50 })
    const run = (random: number[], at: number[]) => {
      const newId = createEventIds((bytes) => bytes.set(random))
      const ids = at.map(newId)
      for (const id of ids) expect(id).toMatch(UUID_V7)
      expect(ids).toEqual([...new Set(ids)].sort())
    }
    fc.assert(fc.property(fc.array(fc.nat(255), { minLength: 8, maxLength: 8 }), times, run))
  })
})

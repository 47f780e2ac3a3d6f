import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createKnownIds } from '../../../src/collector/ndjson/known-ids'

const DAY = 86_400_000
const NOON = 20_000 * DAY + DAY / 2

describe('createKnownIds()', () => {
  it('knows what was added, and nothing else', () => {
    const ids = createKnownIds()
    expect(ids.has('a')).toBe(false)
    ids.add('a', NOON)
    ids.add('b', NOON - 3 * DAY)
    ids.add('c', NOON)
    expect(['a', 'b', 'c', 'd', ''].map((id) => ids.has(id))).toEqual([true, true, true, false, false])
    expect(ids.size).toBe(3)
  })

  it('knows an id once on a day', () => {
    const ids = createKnownIds()
    for (const at of [NOON, NOON + 1, NOON]) ids.add('a', at)
    expect(ids.size).toBe(1)
  })

  it('forgets a day when it has ended, and not before', () => {
    const ids = createKnownIds()
    const midnight = 20_000 * DAY
    ids.add('first', midnight)
    ids.add('last', midnight + DAY - 1)
    ids.add('next', midnight + DAY)
    const known = () => ['first', 'last', 'next'].map((id) => ids.has(id))
    ids.forget(midnight + DAY - 1)
    expect(known()).toEqual([true, true, true])
    ids.forget(midnight + DAY)
    expect(known()).toEqual([false, false, true])
    ids.forget(midnight + 2 * DAY)
    expect(ids.size).toBe(0)
  })

  it('removes an id from every day', () => {
    const ids = createKnownIds()
    ids.add('a', NOON)
    ids.add('a', NOON - DAY)
    ids.add('b', NOON)
    ids.remove('a')
    ids.remove('c')
    expect(ids.has('a')).toBe(false)
    expect(ids.has('b')).toBe(true)
    expect(ids.size).toBe(1)
  })

  it('forgets nothing too early, and nothing a day too late (property)', () => {
    const entry = fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd'),
      at: fc.integer({ min: NOON, max: NOON + 9 * DAY }),
    })
    fc.assert(
      fc.property(fc.array(entry), fc.integer({ min: NOON, max: NOON + 10 * DAY }), (entries, before) => {
        const ids = createKnownIds()
        for (const { id, at } of entries) ids.add(id, at)
        ids.forget(before)
        for (const id of ['a', 'b', 'c', 'd']) {
          const latest = Math.max(...entries.filter((entry) => entry.id === id).map(({ at }) => at))
          if (latest >= before) expect(ids.has(id)).toBe(true)
          if (latest < before - DAY) expect(ids.has(id)).toBe(false)
        }
      }),
    )
  })
})

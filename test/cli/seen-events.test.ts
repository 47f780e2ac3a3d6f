import { describe, expect, it } from 'vitest'
import { SeenEvents } from '../../src/warehouse/input/seen-events'

describe('SeenEvents', () => {
  it('notices the same id of the same shopper, and nothing else', () => {
    const seen = new SeenEvents()
    const ids = Array.from({ length: 100_000 }, (_, i) => [`e${i}`, `s${i % 100}`] as const)
    expect(ids.filter(([id, shopper]) => seen.add(id, shopper))).toEqual([])
    expect(ids.filter(([id, shopper]) => !seen.add(id, shopper))).toEqual([])
    expect(seen.add('e1', 's0')).toBe(false)
    // The ids are told apart from the shoppers.
    expect(seen.add('ab', 'c')).toBe(false)
    expect(seen.add('a', 'bc')).toBe(false)
  })
})

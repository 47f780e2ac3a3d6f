import { describe, expect, it } from 'vitest'
import { closestPairs } from '../../src/history/overlap'

describe('closestPairs()', () => {
  it('gives those who are in both over those in either, the closest first, and none that share nobody', () => {
    const overlap = {
      groups: ['a', 'b', 'c', 'd'],
      both: [
        [10, 5, 10, 0],
        [5, 10, 5, 0],
        [10, 5, 10, 0],
        [0, 0, 0, 3],
      ],
    }
    expect(closestPairs(overlap)).toEqual([
      { groups: ['a', 'c'], both: 10, jaccard: 1 },
      { groups: ['a', 'b'], both: 5, jaccard: 5 / 15 },
      { groups: ['b', 'c'], both: 5, jaccard: 5 / 15 },
    ])
  })
})

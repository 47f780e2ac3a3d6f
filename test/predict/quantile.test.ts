import { describe, expect, it } from 'vitest'
import { sampleQuantile } from '../../src/predict/quantile'

describe('sampleQuantile()', () => {
  const ten = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]

  // R: quantile(1:10, q, type = 1)
  it.each([
    [0.05, 1],
    [0.1, 1],
    [0.100001, 2],
    [0.2, 2],
    [0.25, 3],
    [0.3, 3],
    [0.5, 5],
    [0.7, 7],
    [0.75, 8],
    [0.9, 9],
    [0.900001, 10],
    [1, 10],
  ])('is the smallest value that the share %d is at most', (q, value) => {
    expect(sampleQuantile(ten, q)).toEqual({ value, ties: 1, share: value / 10 })
  })

  it('is not off by a rank where n times q is whole but for binary fractions', () => {
    // 0.07 * 100 is 7.000000000000001, 0.29 * 100 is 28.999999999999996.
    const hundred = Array.from({ length: 100 }, (_, i) => i + 1)
    expect(sampleQuantile(hundred, 0.07).value).toBe(7)
    expect(sampleQuantile(hundred, 0.29).value).toBe(29)
  })

  it('says how many lie on it, and the share at most at it', () => {
    expect(sampleQuantile([10, 20, 20, 40], 0.5)).toEqual({ value: 20, ties: 2, share: 0.75 })
    expect(sampleQuantile([10, 20, 20, 40], 0.75)).toEqual({ value: 20, ties: 2, share: 0.75 })
    expect(sampleQuantile([10, 20, 20, 40], 0.76)).toEqual({ value: 40, ties: 1, share: 1 })
    expect(sampleQuantile([7, 7, 7], 0.01)).toEqual({ value: 7, ties: 3, share: 1 })
  })
})

import { describe, expect, it } from 'vitest'
import { bootstrap, bootstrapMethod } from '../../src/history/bootstrap'
import { createRandom, xorshift } from '../../src/history/random'

/** The share of the first of two kinds. */
const share = (counts: ArrayLike<number>) => [counts[0]! / (counts[0]! + counts[1]!)]

describe('bootstrap()', () => {
  it('gives an interval as wide as the theory says', () => {
    // Of 400 shoppers 100: the standard error of the share is sqrt(0.25 * 0.75 / 400) = 0.02165.
    const [estimate] = bootstrap([100, 300], share, bootstrapMethod({ samples: 4000 }))
    expect(estimate!.value).toBe(0.25)
    expect(estimate!.low).toBeCloseTo(0.25 - 1.96 * 0.02165, 2)
    expect(estimate!.high).toBeCloseTo(0.25 + 1.96 * 0.02165, 2)
    const [half] = bootstrap([100, 300], share, bootstrapMethod({ samples: 4000, level: 0.5 }))
    expect(half!.high! - half!.low!).toBeCloseTo(2 * 0.6745 * 0.02165, 2)
  })

  it('covers the truth about as often as its level says', () => {
    const random = createRandom(7)
    const trials = 400
    let covered = 0
    for (let trial = 0; trial < trials; trial += 1) {
      let hits = 0
      for (let i = 0; i < 150; i += 1) if (random() / 2 ** 32 < 0.3) hits += 1
      const [estimate] = bootstrap([hits, 150 - hits], share, bootstrapMethod({ samples: 400, seed: trial }))
      if (estimate!.low! <= 0.3 && 0.3 <= estimate!.high!) covered += 1
    }
    expect(covered / trials).toBeGreaterThan(0.91)
    expect(covered / trials).toBeLessThan(0.98)
  })

  it('takes the 25th value from either end of 1,000', () => {
    const drawn: number[] = []
    const [estimate] = bootstrap(
      [300, 500, 400],
      (counts) => {
        const value = counts[0]! + counts[1]! / 1e4
        drawn.push(value)
        return [value]
      },
      bootstrapMethod({}),
    )
    const sorted = drawn.slice(1).sort((a, b) => a - b)
    expect(sorted).toHaveLength(1000)
    expect(new Set([23, 24, 25, 974, 975, 976].map((place) => sorted[place])).size).toBe(6)
    expect(estimate).toEqual({ value: 300.05, low: sorted[24], high: sorted[975] })
  })

  it('draws as many shoppers as there are', () => {
    bootstrap(
      [3, 0, 4],
      (counts) => {
        expect([counts[0]! + counts[2]!, counts[1]]).toEqual([7, 0])
        return [0]
      },
      bootstrapMethod({ samples: 100 }),
    )
  })

  it('gives no interval where every draw says the same, and nothing at all for a share of nobody', () => {
    const method = bootstrapMethod({ samples: 100 })
    expect(bootstrap([0, 9], share, method)).toEqual([{ value: 0, low: null, high: null }])
    expect(bootstrap([0, 0], share, method)).toEqual([{ value: null, low: null, high: null }])
    expect(bootstrap([], () => [Number.NaN], method)).toEqual([{ value: null, low: null, high: null }])
  })

  it('gives no interval where most draws have nobody to tell of', () => {
    let calls = 0
    // The first call is the population's own.
    const figure = (defined: number) => () => [calls++ === 0 || calls % 10 < defined ? calls : Number.NaN]
    const method = bootstrapMethod({ samples: 100 })
    expect(bootstrap([9], figure(4), method)[0]!.low).toBeNull()
    calls = 0
    expect(bootstrap([9], figure(6), method)[0]!.low).not.toBeNull()
  })
})

describe('bootstrapMethod()', () => {
  it('takes 100 to 100,000 samples', () => {
    for (const samples of [100, 100_000]) expect(bootstrapMethod({ samples }).samples).toBe(samples)
    for (const samples of [99, 100_001, 100.5])
      expect(() => bootstrapMethod({ samples })).toThrow('bootstrap "samples"')
  })
})

describe('createRandom()', () => {
  it('gives the same numbers for the same seed, and others for another', () => {
    const five = (seed: number) => Array.from({ length: 5 }, createRandom(seed))
    expect(five(1)).toEqual(five(1))
    expect(five(1)).not.toEqual(five(2))
    expect(five(0)).not.toContain(0)
  })

  it("is the paper's generator", () => {
    const numbers = Array.from({ length: 5 }, xorshift(123456789, 362436069, 521288629, 88675123))
    expect(numbers).toEqual([3701687786, 458299110, 2500872618, 3633119408, 516391518])
  })

  it('fills the range evenly', () => {
    const random = createRandom(3)
    const tenths = new Array(10).fill(0)
    for (let i = 0; i < 100_000; i += 1) tenths[Math.floor((random() / 2 ** 32) * 10)] += 1
    // Chi-square with 9 degrees of freedom is over 27.9 once in a thousand.
    expect(tenths.reduce((sum, n) => sum + (n - 10_000) ** 2 / 10_000, 0)).toBeLessThan(27.9)
  })
})

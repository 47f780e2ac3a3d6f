/** A seeded source of chance (mulberry32), so that every run measures the same. */
export function random(seed: number) {
  let state = seed >>> 0
  /** From 0 to below 1. */
  const number = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  return {
    number,
    /** True with a probability. */
    maybe: (probability: number) => number() < probability,
    /** One of some. */
    one: <T>(list: readonly T[]): T => list[Math.floor(number() * list.length)]!,
  }
}

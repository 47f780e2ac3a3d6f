/**
 * A seeded source of whole numbers below 2^32, the same in every engine.
 *
 * @param seed A whole number. Its lower 32 bits are spread over the state, so that near seeds begin far apart.
 */
export function createRandom(seed: number): () => number {
  const [x, y, z, w] = [1, 2, 3, 4].map((word) => spread(seed + word * 0x9e3779b9)) as [number, number, number, number]
  // All zero is the one state that it never leaves.
  return xorshift(x, y, z, w || 1)
}

/**
 * The xorshift generator with four words of state and a period of 2^128 - 1 of Marsaglia 2003, "Xorshift RNGs", Journal of
 * Statistical Software 8(14).
 */
export function xorshift(x: number, y: number, z: number, w: number): () => number {
  const state: [number, number, number, number] = [x, y, z, w]
  return () => {
    const [first, second, third, last] = state
    const mixed = first ^ (first << 11)
    const next = last ^ (last >>> 19) ^ mixed ^ (mixed >>> 8)
    state[0] = second
    state[1] = third
    state[2] = last
    state[3] = next
    return next >>> 0
  }
}

/** Mixes 32 bits so that each hangs on all: multiply, fold the upper half down, twice. */
function spread(bits: number): number {
  let mixed = Math.imul(bits ^ (bits >>> 16), 0x45d9f3b)
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x45d9f3b)
  return mixed ^ (mixed >>> 16)
}

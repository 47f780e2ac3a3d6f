/** Durations as written: `"30m"` is 1,800,000 ms. */
const UNIT_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
}

export const DAY_MS = 86_400_000

const DURATION = /^(\d+)(ms|s|m|h|d|w)$/

export function isDurationText(value: unknown): value is string {
  return typeof value === 'string' && DURATION.test(value)
}

export function milliseconds(text: string): number {
  const match = DURATION.exec(text)
  if (match === null) throw new Error(`Not a duration: ${text}`)
  return Number(match[1]) * UNIT_MS[match[2] as string]!
}

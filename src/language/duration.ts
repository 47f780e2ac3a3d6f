import type { Duration } from './ast'

const UNITS: Record<string, number> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
}

/**
 * Milliseconds of a duration string (LANGUAGE.md section 2), or undefined where it is none: a day is always 24 hours.
 *
 * @example
 * parseDuration('30m') // => 1800000
 * parseDuration('1 day') // => undefined
 */
export function parseDuration(text: unknown): number | undefined {
  const parts = typeof text === 'string' && /^(\d{1,15})([a-z]+)$/.exec(text)
  const ms = parts ? Number(parts[1]) * UNITS[parts[2]!]! : Number.NaN
  return Number.isSafeInteger(ms) ? ms : undefined
}

/** Milliseconds of a duration that has been checked before. */
export function durationMs(duration: Duration): number {
  return parseDuration(duration)!
}

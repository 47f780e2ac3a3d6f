import { describeMilliseconds } from '../language/describe'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000

/** The instants after the end of a script that a slider goes through, in milliseconds: finer where more changes. */
export const SINCE_STEPS: readonly number[] = [
  0,
  ...[5, 10, 20, 30, 31, 45].map((n) => n * MINUTE_MS),
  ...[1, 2, 4, 8, 16].map((n) => n * HOUR_MS),
  ...[1, 2, 3, 5, 7, 10, 14, 21, 30, 31, 45, 60, 75, 90, 105, 120, 150, 180, 240, 300, 365].map((n) => n * DAY_MS),
]

/** A step in words. */
export function sinceText(ms: number): string {
  return ms ? `${describeMilliseconds(ms)} later` : 'right after'
}

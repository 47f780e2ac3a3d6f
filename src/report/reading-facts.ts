import type { Report } from '../warehouse/input/report'
import type { ReadingFacts } from './facts/quality-tally'

/**
 * How a log was read, as plain numbers.
 *
 * @example
 * readingFacts(new Report()).counts.rows // 0
 */
export function readingFacts({ counts, found, skipped }: Report): ReadingFacts {
  const reasons = [...skipped].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
  return {
    counts,
    found: found.map(({ code, fate, count }) => ({ code, fate, count })),
    skipped: reasons.map(([reason, rows]) => ({ reason, rows })),
  }
}

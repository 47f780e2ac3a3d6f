import type { Dialect } from './dialect'

const DAY_MS = 86_400_000
const QUARTER_MS = 900_000
/** No zone has changed its clocks back and forth within so long. */
const STEP_MS = 3 * DAY_MS

/** A zone's difference from UTC from an instant on, in milliseconds. */
interface Shift {
  readonly from: number
  readonly offset: number
}

/**
 * The calendar day of `time` in a zone, as an integer expression: the zone's differences from UTC are written out, so that no
 * engine's own time zone database has a say, and all count the same days.
 *
 * @param span The instants that days are asked of, in milliseconds since 1970.
 */
export function daySql(
  { toInteger, toDouble, double }: Dialect,
  zone: string,
  span: { readonly from: number; readonly to: number },
): string {
  const local = `time + ${caseOf(shiftsOf(zone, span))}`
  // Of doubles: some engines round a quotient of whole numbers to six digits, which moves a day's last milliseconds.
  return toInteger(`FLOOR(${toDouble(`(${local})`)} / ${double(DAY_MS)})`)
}

/** Halves at each step, so that many shifts take few comparisons. */
function caseOf(shifts: readonly Shift[]): string {
  if (shifts.length === 1) return String(shifts[0]!.offset)
  const middle = shifts.length >> 1
  const [early, late] = [shifts.slice(0, middle), shifts.slice(middle)]
  return `CASE WHEN time < ${late[0]!.from} THEN ${caseOf(early)} ELSE ${caseOf(late)} END`
}

function shiftsOf(zone: string, { from, to }: { readonly from: number; readonly to: number }): Shift[] {
  if (zone === 'UTC') return [{ from: 0, offset: 0 }]
  const offsetAt = offsets(zone)
  const start = Math.floor(from / QUARTER_MS) * QUARTER_MS
  const shifts: Shift[] = [{ from: start, offset: offsetAt(start) }]
  for (let at = start; at < to; at += STEP_MS) {
    const before = shifts.at(-1)!.offset
    const after = offsetAt(at + STEP_MS)
    if (after === before) continue
    let [low, high] = [at, at + STEP_MS]
    while (high - low > QUARTER_MS) {
      const middle = low + Math.floor((high - low) / 2 / QUARTER_MS) * QUARTER_MS
      if (offsetAt(middle) === before) low = middle
      else high = middle
    }
    shifts.push({ from: high, offset: after })
  }
  return shifts
}

function offsets(zone: string): (time: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  return (time) => {
    const of = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]))
    return Date.UTC(of.year!, of.month! - 1, of.day!, of.hour, of.minute, of.second) - time
  }
}

/** Zones shift at whole quarters of an hour. */
const QUARTER_MS = 900_000

const formats = new Map<string, Intl.DateTimeFormat>()
const hours = new Map<string, Map<number, number>>()

/**
 * The calendar month that holds an instant, by the clocks of a zone, as `2026-05`.
 *
 * @example
 * monthOf(Date.UTC(2026, 4, 31, 22), 'Europe/Berlin') // '2026-06'
 */
export function monthOf(time: number, zone: string): string {
  const { year, month } = partsOf(time, zone)
  return `${year}-${month}`
}

/**
 * The hour of an instant, 0 to 23, by the clocks of a zone.
 *
 * @example
 * hourOf(Date.UTC(2026, 0, 1, 23), 'Europe/Berlin') // 0
 */
export function hourOf(time: number, zone: string): number {
  // Asking costs microseconds, so each quarter of an hour is asked once.
  const known = hours.get(zone) ?? new Map<number, number>()
  hours.set(zone, known)
  const quarter = Math.floor(time / QUARTER_MS)
  const hour = known.get(quarter) ?? Number(partsOf(quarter * QUARTER_MS, zone).hour)
  known.set(quarter, hour)
  return hour
}

/**
 * The parts of an instant by the clocks of a zone, each as digits.
 *
 * @example
 * partsOf(0, 'UTC') // { year: '1970', month: '01', day: '01', hour: '00', minute: '00' }
 */
export function partsOf(time: number, zone: string): Readonly<Record<string, string>> {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
  formats.set(zone, format)
  return Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, value]))
}

const MINUTE_S = 60
const HOUR_S = 3_600
const DAY_S = 86_400

/**
 * How long there is to go, in its two largest units. A started second counts whole, so that nothing is "now" before it is.
 *
 * @example
 * countdown(1_790_500) // '29 min 51 s'
 */
export function countdown(ms: number): string {
  if (!(ms > 0)) return 'now'
  const seconds = Math.ceil(ms / 1_000)
  const units = [
    [Math.floor(seconds / DAY_S), 'd'],
    [Math.floor((seconds % DAY_S) / HOUR_S), 'h'],
    [Math.floor((seconds % HOUR_S) / MINUTE_S), 'min'],
    [seconds % MINUTE_S, 's'],
  ] as const
  const first = units.findIndex(([n]) => n > 0)
  const shown = units.slice(first, first + 2).filter(([n]) => n > 0)
  return shown.map(([n, unit]) => `${n} ${unit}`).join(' ')
}

const pad = (n: number) => String(n).padStart(2, '0')

/** An instant as the time of day in the reader's zone: `14:03:22`. */
export function clockTime(ms: number): string {
  const date = new Date(ms)
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map(pad).join(':')
}

/** An instant as day and time in the reader's zone: `2026-03-01 14:03`. */
export function dayTime(ms: number): string {
  const date = new Date(ms)
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())} ${clockTime(ms).slice(0, 5)}`
}

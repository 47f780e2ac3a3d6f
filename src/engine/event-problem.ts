/**
 * Why an event was not folded: where, what stands there, what should. The events before and after it are not affected.
 *
 * @example
 * const problem: EventProblem | undefined = engine.shopper().fold({ ...event, time: Number.NaN })
 * problem?.path // => 'time'
 * problem?.wanted // => 'whole milliseconds since the epoch'
 */
export interface EventProblem {
  readonly kind: 'problem'
  readonly code: 'invalid_event'
  readonly path: string
  readonly found: string
  readonly wanted: string
}

type Fields = Record<string, unknown>

/** Whether something is an object and no list. */
export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whether something is an instant that a Date can hold. */
export function isTime(value: unknown): value is number {
  return Number.isInteger(value) && Math.abs(value as number) <= 8e15
}

const text = (pattern: RegExp) => (value: unknown) => typeof value === 'string' && pattern.test(value)

/** What must hold of an event for it to be folded (LANGUAGE.md section 1); all else is absent where it is wrong. */
const NEEDED: readonly (readonly [path: string, holds: (value: unknown) => boolean, wanted: string])[] = [
  ['id', text(/^[ -~]{1,128}$/), '1 to 128 printable ASCII characters'],
  ['name', text(/^[a-z]\w{0,63}$/), 'a name in snake_case'],
  ['time', isTime, 'whole milliseconds since the epoch'],
  ['session_id', text(/^/), 'a string'],
  ['props', isObject, 'an object'],
  ['products', Array.isArray, 'a list'],
  ['context', isObject, 'an object'],
]

/** The first thing that keeps an event from being folded; undefined where nothing does. */
export function eventProblem(event: unknown): EventProblem | undefined {
  for (const needed of NEEDED) {
    const path = needed[0]
    const value = isObject(event) ? event[path] : undefined
    if (needed[1](value)) continue
    const wanted = needed[2]
    const found = /^[snb]/.test(typeof value) ? `${typeof value} ${String(value).slice(0, 60)}` : typeof value
    return { kind: 'problem', code: 'invalid_event', path, found, wanted }
  }
  return undefined
}

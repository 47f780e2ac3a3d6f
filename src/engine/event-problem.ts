/** Why an event was not folded: where, what stands there, what should. The events before and after it are not affected. */
export interface EventProblem {
  readonly kind: 'problem'
  readonly code: 'invalid_event'
  readonly path: string
  readonly found: string
  readonly wanted: string
}

const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value)

/** What an event must have to be folded (LANGUAGE.md section 1); everything else is absent where it is wrong. */
const WANTED: Record<string, readonly [holds: (value: unknown) => boolean, wanted: string]> = {
  id: [(v) => typeof v === 'string' && /^[ -~]{1,128}$/.test(v), '1 to 128 printable ASCII characters'],
  name: [(v) => typeof v === 'string' && /^[a-z]\w{0,63}$/.test(v), 'a name in snake_case'],
  time: [(v) => Number.isInteger(v) && Math.abs(v as number) < 8e15, 'whole milliseconds since the epoch'],
  session_id: [(v) => typeof v === 'string', 'a string'],
  props: [isObject, 'an object'],
  products: [Array.isArray, 'a list'],
  context: [isObject, 'an object'],
}

/** The first thing that keeps an event from being folded; undefined where nothing does. */
export function eventProblem(event: unknown): EventProblem | undefined {
  const object = isObject(event) ? (event as Record<string, unknown>) : undefined
  for (const path in WANTED) {
    const value = object?.[path]
    const [holds, wanted] = WANTED[path]!
    if (!holds(value))
      return {
        kind: 'problem',
        code: 'invalid_event',
        path: object ? path : '',
        found: `${typeof value} ${String(value)}`.slice(0, 80),
        wanted,
      }
  }
  return undefined
}

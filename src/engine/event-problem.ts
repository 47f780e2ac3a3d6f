/** Why an event was not folded: where, what stands there, what should. The events before and after it are not affected. */
export interface EventProblem {
  readonly kind: 'problem'
  readonly code: 'invalid_event'
  readonly path: string
  readonly found: string
  readonly wanted: string
}

const ID = /^[ -~]{1,128}$/
const NAME = /^[a-z]\w{0,63}$/
const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * The first thing that keeps an event from being folded (LANGUAGE.md section 1); undefined where nothing does. All else is
 * absent where it is wrong.
 */
export function eventProblem(event: unknown): EventProblem | undefined {
  const { id, name, time, session_id, props, products, context } = (isObject(event) ? event : {}) as Record<string, any>
  const wanted =
    typeof id !== 'string' || !ID.test(id)
      ? { id, wanted: '1 to 128 printable ASCII characters' }
      : typeof name !== 'string' || !NAME.test(name)
        ? { name, wanted: 'a name in snake_case' }
        : !Number.isInteger(time) || Math.abs(time!) > 8e15
          ? { time, wanted: 'whole milliseconds since the epoch' }
          : typeof session_id !== 'string'
            ? { session_id, wanted: 'a string' }
            : !isObject(props)
              ? { props, wanted: 'an object' }
              : !Array.isArray(products)
                ? { products, wanted: 'a list' }
                : !isObject(context) && { context, wanted: 'an object' }
  if (!wanted) return undefined
  const [path, found] = Object.entries(wanted)[0]!
  return {
    kind: 'problem',
    code: 'invalid_event',
    path,
    found: `${typeof found} ${String(found)}`.slice(0, 80),
    wanted: wanted.wanted,
  }
}

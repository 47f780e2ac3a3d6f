/** What {@link same} throws. */
interface Difference {
  readonly found: unknown
  readonly wanted: unknown
}

/**
 * Holds what was found against what was wanted, all through; a field that is undefined is as one that is absent.
 *
 * @param claim What is to hold, as a sentence's end: `stores an id once`.
 * @throws Error with code `contract_broken`, and with `actual` and `expected`, of which test frameworks show the difference.
 *
 * @example
 * same('stores an id once', { found: ids, wanted: ['e-1'] })
 */
export function same(claim: string, { found, wanted }: Difference): void {
  if (isSame(found, wanted)) return
  const message = `Cannot accept that it "${claim}": ${show(found)}, expected ${show(wanted)}`
  throw Object.assign(new Error(message), { code: 'contract_broken', actual: found, expected: wanted })
}

/** Whether two values are alike all through. */
export function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return false
  if (Array.isArray(one) !== Array.isArray(other)) return false
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...names].every((name) => isSame(one[name as never], other[name as never]))
}

/** So many characters of a value are shown. */
const MAX_SHOWN = 400

/** A value as a message shows it. */
export function show(value: unknown): string {
  if (value instanceof Error) return `${value}`
  let text: string | undefined
  try {
    text = JSON.stringify(value)
  } catch {}
  const shown = text ?? String(value)
  return shown.length > MAX_SHOWN ? `${shown.slice(0, MAX_SHOWN)}...` : shown
}

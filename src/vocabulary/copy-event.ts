import { MAX_PRODUCT_LINES } from './limits'

/**
 * Copies an event as deep as a normal event goes, each field being read once. An object that is not plain (a Date, a
 * class's) is left out, for the check that follows to refuse the copy.
 *
 * @throws whatever a getter of the input throws.
 * @example
 * ```ts
 * const event = { id: 'e-1', props: { total: 12 } }
 * copyEvent(event) // equal to the event, sharing no object with it
 * ```
 */
export function copyEvent(input: unknown): unknown {
  if (!isPlain(input)) return undefined
  const event: Record<string, unknown> = { ...input }
  event.props = copyFields(event.props)
  if (event.library !== undefined) event.library = copyFields(event.library)
  if (Array.isArray(event.products)) event.products = copyLines(event.products)
  event.context = copyContext(event.context)
  return event
}

function copyLines(source: unknown[]): unknown[] {
  const lines: unknown[] = []
  // Not `map`, nor `for of`: a list from outside may have its own, or tell another length each time.
  const { length } = source
  if (length > MAX_PRODUCT_LINES) return [undefined]
  for (let index = 0; index < length; index++) lines.push(copyFields(source[index]))
  return lines
}

function copyContext(source: unknown): unknown {
  if (!isPlain(source)) return undefined
  const context: Record<string, unknown> = { ...source }
  // An own field named `__proto__` would be assigned to the prototype below; the check refuses such a context anyway.
  if (Object.hasOwn(context, '__proto__')) return context
  for (const name in context) {
    const value = context[name]
    if (typeof value === 'object') context[name] = copyFields(value)
  }
  return context
}

function copyFields(value: unknown): unknown {
  return isPlain(value) ? { ...value } : undefined
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}

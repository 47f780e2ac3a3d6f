import { isAccepted } from './accept-value'
import type { ShopEvent } from './event-types'
import {
  contextKinds,
  type FieldKinds,
  Kind,
  libraryKinds,
  productLineKinds,
  propKinds,
  unnamedKinds,
} from './field-kinds'
import {
  ID_PATTERN,
  isInstant,
  MAX_FIELD_NAME_LENGTH,
  MAX_FIELDS,
  MAX_PRODUCT_LINES,
  MAX_STRING_LENGTH,
  NAME_PATTERN,
} from './limits'

const checks: ReadonlyMap<string, (value: unknown) => boolean> = new Map<string, (value: unknown) => boolean>([
  ['id', (value) => typeof value === 'string' && ID_PATTERN.test(value)],
  ['name', (value) => typeof value === 'string' && NAME_PATTERN.test(value)],
  ['time', isInstant],
  ['seq', (value) => Number.isSafeInteger(value) && (value as number) >= 0],
  ['visitor_id', isParty],
  ['user_id', isParty],
  ['shopper_id', isParty],
  ['session_id', (value) => value === '' || isParty(value)],
  ['page_id', isParty],
  ['props', (value) => areClean(value, propKinds)],
  ['products', areCleanLines],
  ['context', (value) => areClean(value, contextKinds)],
  ['sent_at', isInstant],
  ['received_at', isInstant],
  ['library', (value) => areClean(value, libraryKinds)],
])

/**
 * Whether a value is a normal event already, so that reading it would change and report nothing. It agrees with
 * `shopEventSchema` (tested) at a small part of its cost, and makes no copy, so the answer is good for plain data only.
 *
 * @throws whatever a getter of the input throws.
 * @example
 * ```ts
 * isCleanEvent({ id: 'e-1', name: 'page_viewed', time: 1469923200000, shopper_id: 's-1', session_id: '', props: {},
 *   products: [], context: {} }) // true
 * ```
 */
export function isCleanEvent(input: unknown): input is ShopEvent {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return false
  const event = input as Record<string, unknown>
  for (const name in event) {
    const check = checks.get(name)
    if (check === undefined || !check(event[name])) return false
  }
  return (
    event.id !== undefined &&
    event.name !== undefined &&
    event.time !== undefined &&
    event.shopper_id !== undefined &&
    event.session_id !== undefined &&
    event.props !== undefined &&
    event.products !== undefined &&
    event.context !== undefined
  )
}

function isParty(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && value.length <= MAX_STRING_LENGTH
}

function areCleanLines(value: unknown): boolean {
  if (!Array.isArray(value) || value.length > MAX_PRODUCT_LINES) return false
  for (const line of value) if (!areClean(line, productLineKinds)) return false
  return true
}

function areClean(value: unknown, kinds: FieldKinds): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const fields = value as Record<string, unknown>
  let count = 0
  for (const name in fields) {
    const kind = kinds.named.get(name) ?? kinds.other
    const field = fields[name]
    const isGood =
      typeof field === 'object'
        ? (kind & Kind.FIELDS) !== 0 && areClean(field, kinds.nested.get(name) ?? unnamedKinds)
        : isAccepted(field, kind)
    if (!isGood || name.length > MAX_FIELD_NAME_LENGTH) return false
    count += 1
  }
  return count <= MAX_FIELDS
}

import { isForbiddenFieldName } from '../../vocabulary/limits'
import { toNumber } from '../support/decimal'
import type { Notes } from '../support/notes'
import { asList, isPlainObject, type Plain, type PlainObject, textOf } from '../support/plain'
import type { Source } from '../support/source'

/**
 * A list of `{ key, value: { string_value, int_value, ... } }` as an object.
 *
 * @example
 * ```ts
 * flatten(openSource({ item_params: [{ key: 'discount', value: { double_value: 1.1 } }] }, ''), 'item_params', notes)
 * // { discount: 1.1 }
 * ```
 */
export function flatten(source: Source, list: string, notes: Notes): PlainObject {
  const flat: PlainObject = {}
  const entries = asList(source.take(list))
  entries.forEach((entry, index) => {
    if (!isPlainObject(entry) || typeof entry.key !== 'string' || isForbiddenFieldName(entry.key)) {
      notes.lose(`${source.pathOf(list)}[${index}]`, entry, { code: 'wrong_type', wanted: 'a key with its value' })
    } else {
      const value = scalarOf(entry.value)
      if (value !== undefined) flat[entry.key] ??= value
    }
  })
  return flat
}

function scalarOf(value: Plain | undefined): Plain | undefined {
  if (!isPlainObject(value)) return typeof value === 'object' ? undefined : value
  if (typeof value.string_value === 'string') return value.string_value
  // In JSON a whole number of 64 bits is text.
  return toNumber(value.int_value ?? value.double_value ?? value.float_value ?? undefined) ?? textOf(value.int_value)
}

import { parsePath } from '../../language/path'
import { type ExpectedType, expectedType } from '../../vocabulary/field-types'

/** What a column holds. `mixed`: any scalar, in three columns, `<name>` for texts, `<name>_number` and `<name>_boolean`. */
export type ColumnType = 'text' | 'number' | 'boolean' | 'mixed'

/** The column of a field. */
export interface Column {
  readonly name: string
  readonly type: ColumnType
}

/** Columns by field path; what is not said is as {@link columnOf} has it. */
export type Columns = Readonly<Record<string, Partial<Column>>>

const TYPES: Readonly<Record<ExpectedType, ColumnType>> = { string: 'text', number: 'number', boolean: 'boolean' }

/** Columns of `events` that are no fields of rules. */
const RESERVED = /^(id|name|time|shopper_id|session_id|(props|context)_.*)$/

/**
 * Where a field lies in the tables, where nothing else is said: `total` in the column `total` of `events`, `context.channel`
 * in `context_channel`, `context.device.type` in `context_device_type`, `product.price` in `price` of `lines`. A property with
 * the name of another column, such as `name`, has `props_` before it. Its type is the vocabulary's, text where that has none.
 *
 * @example
 * columnOf('context.device.type') // { name: 'context_device_type', type: 'text' }
 */
export function columnOf(path: string): Column {
  const { of, keys } = parsePath(path)!
  const expected = expectedType(path)
  const type = expected ? TYPES[expected] : 'text'
  const key = keys.join('_')
  if (of === 'context') return { name: `context_${key}`, type }
  return { name: of === 'props' && RESERVED.test(key) ? `props_${key}` : key, type }
}

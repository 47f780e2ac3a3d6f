import type { AisleDocument } from '../../language/ast'
import { parsePath } from '../../language/path'
import { type ExpectedType, expectedType } from '../../vocabulary/field-types'
import { fieldsRead } from './fields-read'

/**
 * What a column holds. `mixed`: any scalar, in three columns, `<name>` for texts, `<name>_number` and `<name>_boolean`.
 *
 * @example
 * const types: Record<ColumnType, string> = { text: 'text', number: 'numeric', boolean: 'boolean', mixed: 'text' }
 * const total = columnsOf(builtin).get('total')
 * types[total!.type] // => 'numeric'
 */
export type ColumnType = 'text' | 'number' | 'boolean' | 'mixed'

/**
 * The column of a field.
 *
 * @example
 * const grandTotal: Column = { name: 'grand_total', type: 'number' }
 * sql(builtin, { dialect: 'postgres', now, columns: { total: grandTotal } }).reads.total?.name // => 'grand_total'
 */
export interface Column {
  readonly name: string
  readonly type: ColumnType
}

/**
 * Where fields lie, by path; what is not said is as {@link columnsOf} has it.
 *
 * @example
 * const columns: Columns = { 'context.channel': { name: 'channel' }, 'product.category': { name: 'department' } }
 * columnsOf(builtin, columns).get('product.category') // => { table: 'lines', name: 'department', type: 'text' }
 */
export type Columns = Readonly<Record<string, Partial<Column>>>

/**
 * A column that a document's rules read.
 *
 * @example
 * const isOfLines = ({ table }: ReadColumn) => table === 'lines'
 * const read = [...columnsOf(defineDocument({ segments: [categoryFan, multiDevice] })).values()]
 * read.filter(isOfLines).map(({ name }) => name) // => ['category']
 */
export interface ReadColumn extends Column {
  readonly table: 'events' | 'lines'
}

const TYPES: Readonly<Record<ExpectedType, ColumnType>> = { string: 'text', number: 'number', boolean: 'boolean' }

/** Columns of `events` that are no fields of rules. */
const RESERVED = /^(id|name|time|shopper_id|session_id|(props|context)_.*)$/

/**
 * The columns that a document's rules read, by the path of the field. Where nothing else is said `total` is the column `total`
 * of `events`, `context.channel` is `context_channel`, `context.device.type` is `context_device_type`, `product.price` is
 * `price` of `lines`. A property with the name of another column, such as `name`, has `props_` before it. A column's type is
 * the vocabulary's; where that has none, what the rules compare it with, else text.
 *
 * @throws Error with code `ambiguous_columns` where two fields would share a column.
 *
 * @example
 * columnsOf(builtin).get('context.device.type') // => { table: 'events', name: 'context_device_type', type: 'text' }
 */
export function columnsOf(document: AisleDocument, columns: Columns = {}): Map<string, ReadColumn> {
  const owners = new Map<string, string>()
  const read = new Map<string, ReadColumn>()
  for (const [path, kinds] of fieldsRead(document)) {
    const column: ReadColumn = { ...columnOf(path, kinds), ...columns[path] }
    // Most engines know no difference between upper and lower case.
    const key = `${column.table}.${column.name.toLowerCase()}`
    const owner = owners.get(key)
    if (owner !== undefined)
      throw Object.assign(
        new Error(
          `Cannot write SQL for "${path}": its column "${column.name}" is that of "${owner}", expected another`,
        ),
        { code: 'ambiguous_columns' },
      )
    owners.set(key, path)
    read.set(path, column)
  }
  return read
}

function columnOf(path: string, kinds: ReadonlySet<ColumnType>): ReadColumn {
  const { of, keys } = parsePath(path)!
  const expected = expectedType(path)
  const compared = kinds.size === 1 ? [...kinds][0]! : 'text'
  const type = expected ? TYPES[expected] : compared
  const key = keys.join('_')
  if (of === 'product') return { table: 'lines', name: key, type }
  const isProp = of === 'props'
  return { table: 'events', name: isProp && !RESERVED.test(key) ? key : `${of}_${key}`, type }
}

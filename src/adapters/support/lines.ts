import type { ProductLine } from '../../vocabulary/event-types'
import { MAX_PRODUCT_LINES } from '../../vocabulary/limits'
import { fieldPath } from '../../vocabulary/problem'
import type { EventContent } from './event'
import { copyFields, copyOwn, type Fields, type FieldTable, isSomething, type Place } from './fields'
import type { Notes } from './notes'
import type { Source } from './source'

/** How the lines of a source are read. */
export interface LineRules {
  readonly table: FieldTable
  readonly notes: Notes
  /** Whether fields that the table does not know come along under their own names. */
  readonly own?: boolean
  /** Reads what a table cannot say, such as a list price. */
  readonly also?: (item: Source, line: Fields) => void
}

/**
 * The product lines of a list; those beyond the vocabulary's limit are reported.
 *
 * @example
 * ```ts
 * readLines(params.openAll('items'), { table: ITEM_FIELDS, notes })
 * ```
 */
export function readLines(items: readonly Source[], { table, notes, own = false, also }: LineRules): ProductLine[] {
  const place: Place = 'product.'
  const tooMany = items[MAX_PRODUCT_LINES]
  if (tooMany) {
    const wanted = `at most ${MAX_PRODUCT_LINES} lines`
    notes.lose(tooMany.path, items.length - MAX_PRODUCT_LINES, { code: 'too_many', wanted })
  }
  const lines = items.slice(0, MAX_PRODUCT_LINES).map((item) => {
    const line: Fields = {}
    copyFields(item, table, line, { place, notes })
    also?.(item, line)
    if (own) copyOwn(item, line, { place, notes })
    return line as ProductLine
  })
  return lines.filter(isSomething)
}

/**
 * Sets the currency of amounts that name none to the one that is assumed.
 *
 * @example
 * ```ts
 * assumeCurrency(content, { path: 'items', notes, currency: 'EUR' })
 * ```
 */
export function assumeCurrency(
  { props, products }: Pick<EventContent, 'props' | 'products'>,
  { path, notes, currency }: { readonly path: string; readonly notes: Notes; readonly currency: string | undefined },
): void {
  const hasMoney = products.some(({ price, list_price }) => (price ?? list_price) !== undefined)
  if (currency === undefined || props.currency !== undefined || !hasMoney) return
  props.currency = currency
  notes.assume(fieldPath(path, 'currency'), undefined, currency)
}

import type { ProductLine } from '../../vocabulary/event-types'
import { toNumber, unitPrice } from '../support/decimal'
import { copyFields, type Fields, setField } from '../support/fields'
import { readLines } from '../support/lines'
import type { Notes } from '../support/notes'
import type { Source } from '../support/source'
import { BOOKKEEPING, LINE_FIELDS } from './tables'

/**
 * The lines of an order or a refund: a unit costs what the line comes to after discounts, without tax.
 *
 * @example
 * ```ts
 * readOrderLines(order.openAll('line_items'), notes) // [{ product_id: '93', quantity: 2, price: 3 }]
 * ```
 */
export function readOrderLines(items: readonly Source[], notes: Notes): ProductLine[] {
  return readLines(items, {
    table: LINE_FIELDS,
    notes,
    also(item, line) {
      readVariant(item, line, notes)
      readPrice(item, line, notes)
      const image = item.open('image')
      if (image) copyFields(image, [['src', 'image_url']], line, { place: 'product.', notes })
      image?.take('id')
      passOver(item)
    },
  })
}

/** No variation is 0 there. The name of one is its product's with its attributes. */
function readVariant(item: Source, line: Fields, notes: Notes): void {
  const variation = item.take('variation_id')
  if (variation !== 0)
    setField(line, 'variant_id', { value: variation, from: item.pathOf('variation_id'), place: 'product.', notes })
  const parent = item.peek('parent_name')
  const { name } = line
  if (typeof parent !== 'string' || typeof name !== 'string' || !name.startsWith(`${parent} - `)) return
  line.name = parent
  line.variant = name.slice(parent.length + 3)
}

function readPrice(item: Source, line: Fields, notes: Notes): void {
  const quantity = Math.abs(typeof line.quantity === 'number' ? line.quantity : 1)
  const [paid, asked] = ['total', 'subtotal'].map((name) => toNumber(item.take(name)))
  const unit = paid === undefined ? undefined : unitPrice(Math.abs(paid), quantity)
  const before = asked === undefined ? undefined : unitPrice(Math.abs(asked), quantity)
  // A refund has its lines below zero.
  if (typeof line.quantity === 'number') line.quantity = quantity
  if (!unit) return
  line.price = unit.price
  if (!unit.is_exact) notes.assume(item.pathOf('total'), paid, `${unit.price} for one of ${quantity}`)
  if (before && before.price > unit.price) line.list_price = before.price
}

/**
 * Passes over what says again what another field says.
 *
 * @example
 * ```ts
 * passOver(order)
 * ```
 */
export function passOver(source: Source): void {
  for (const field of source.left()) if (BOOKKEEPING.test(field)) source.take(field)
}

import { timesExactly, toNumber, unitPrice } from '../support/decimal'
import type { Notes } from '../support/notes'
import { asList, isPlainObject, type PlainObject } from '../support/plain'
import { openSource, type Source } from '../support/source'
import { flatten } from './flatten'

/**
 * The items of a row flat, as a page would have sent them.
 *
 * @example
 * ```ts
 * readExportItems(openSource({ items: [{ item_id: 'A', quantity: '2', item_revenue: 10 }] }, ''), notes)
 * // [{ price: 5, item_id: 'A', quantity: '2' }]
 * ```
 */
export function readExportItems(row: Source, notes: Notes): PlainObject[] {
  const items = asList(row.take('items')).filter(isPlainObject)
  return items.map((plain, index) => {
    const item = openSource(plain, `${row.pathOf('items')}[${index}]`)
    const flat = flatten(item, 'item_params', notes)
    readSums(item, flat, notes)
    passOverDollars(item)
    return { ...flat, ...Object.fromEntries(item.left().map((name) => [name, plain[name]!])) }
  })
}

/** They are the price times the quantity: said again beside a price, and what says it where there is none. */
function readSums(item: Source, flat: PlainObject, notes: Notes): void {
  for (const name of ['item_revenue', 'item_refund']) {
    const value = item.take(name)
    if (value === undefined) continue
    const [amount, quantity] = [toNumber(value), toNumber(item.peek('quantity') ?? flat.quantity ?? 1)]
    const asked = item.peek('price') ?? flat.price
    const price = toNumber(asked)
    if (price !== undefined && quantity !== undefined && timesExactly(price, quantity) === amount) continue
    // No revenue is what a row says that is about no purchase.
    const unit = asked === undefined && amount && quantity ? unitPrice(amount, quantity) : undefined
    if (unit?.is_exact) {
      flat.price = unit.price
      notes.assume(item.pathOf(name), value, `a price of ${unit.price} for one of ${quantity}`)
    } else notes.lose(item.pathOf(name), value, { wanted: 'price times quantity' })
  }
}

/**
 * Passes over amounts in US dollars, where the same is said in the event's own currency.
 *
 * @example
 * ```ts
 * passOverDollars(openSource({ tax_value: 15, tax_value_in_usd: 16.2 }, 'ecommerce'))
 * ```
 */
export function passOverDollars(source: Source | undefined): void {
  for (const name of source?.left() ?? [])
    if (name.endsWith('_in_usd') && source!.peek(name.slice(0, -'_in_usd'.length)) !== undefined) source!.take(name)
}

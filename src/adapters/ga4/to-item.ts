import { addExactly, toNumber } from '../support/decimal'
import type { Notes } from '../support/notes'
import type { PlainObject } from '../support/plain'
import type { Source } from '../support/source'
import { isOwnParameter } from './names'
import { CATEGORY_LEVELS, ITEM_FIELDS } from './tables'

/** The most parameters of an item that are a shop's own (https://support.google.com/analytics/answer/9267744). */
const MAX_OWN = 27
const MAX_TEXT = 100

/**
 * A product line as an item of GA4: its discount is what the list price is above the price, its category up to five levels.
 *
 * @example
 * ```ts
 * toItem(openSource({ product_id: 'A', price: 8, list_price: 10 }, ''), notes) // { item_id: 'A', price: 8, discount: 2 }
 * ```
 */
export function toItem(line: Source, notes: Notes): PlainObject {
  const item: PlainObject = {}
  for (const [theirs, ours] of ITEM_FIELDS) {
    const value = line.take(ours)
    if (value !== undefined && theirs !== 'item_list_index') item[theirs] = value
  }
  const price = toNumber(line.peek('price'))
  const list_price = toNumber(line.peek('list_price'))
  if (price !== undefined && list_price !== undefined) {
    line.take('list_price')
    item.discount = addExactly([list_price, -price])!
  }
  const category = line.peek('category')
  if (typeof category === 'string') {
    line.take('category')
    const levels = category.split(' / ')
    CATEGORY_LEVELS.forEach((name, index) => {
      if (levels[index]) item[name] = levels[index]
    })
    const deeper = levels.slice(CATEGORY_LEVELS.length).join(' / ')
    if (deeper) notes.lose(line.pathOf('category'), deeper, { code: 'too_many', wanted: 'five levels' })
  }
  putOwn(line, item)
  for (const [name, value] of Object.entries(item)) {
    if (typeof value !== 'string' || value.length <= MAX_TEXT) continue
    notes.lose(line.pathOf(name), value, { code: 'too_long', wanted: `at most ${MAX_TEXT} characters` })
    item[name] = value.slice(0, MAX_TEXT)
  }
  return item
}

function putOwn(line: Source, item: PlainObject): void {
  let room = MAX_OWN
  for (const name of line.left()) {
    const value = line.peek(name)
    const isOwn = !Object.hasOwn(item, name) && isOwnParameter(name)
    if (!isOwn || (typeof value !== 'string' && typeof value !== 'number')) continue
    if (room-- > 0) item[name] = line.take(name)!
  }
}

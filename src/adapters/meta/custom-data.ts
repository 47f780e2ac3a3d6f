import { toNumber } from '../support/decimal'
import type { Notes } from '../support/notes'
import type { Plain, PlainObject } from '../support/plain'
import { openSource, type Source } from '../support/source'
import type { Taken } from '../support/take-each'
import { worth } from '../support/worth'
import { EVENTS } from './tables'

/**
 * How events are told to Meta.
 *
 * @example
 * ```ts
 * const options: ContentOptions = { content_id: 'sku' }
 * const viewed = { ...event, name: 'product_viewed', products: [{ product_id: '7', sku: 'LAMP-7' }] }
 * toMetaPixel([viewed], options).calls[0]?.[2].content_ids // => ['LAMP-7']
 * ```
 */
export interface ContentOptions {
  /**
   * Which id of a product line the catalogue at Meta has.
   * @default 'product_id'
   */
  readonly content_id?: 'product_id' | 'variant_id' | 'sku' | undefined
}

/** An event as Meta has it, without whose it is. */
export interface MetaEvent {
  readonly name: string
  readonly custom_data: PlainObject
  /** The event, of which everything above is taken. */
  readonly source: Source
}

/**
 * What an event of ours is to Meta: a standard event with its parameters; undefined and reported where it is none.
 *
 * @example
 * ```ts
 * toMetaEvent({ thing: event, path: 'events[0]', notes }, {})?.name // 'AddToCart'
 * ```
 */
export function toMetaEvent(
  { thing: plain, path, notes }: Pick<Taken, 'thing' | 'path' | 'notes'>,
  { content_id = 'product_id' }: ContentOptions,
): MetaEvent | undefined {
  const source = openSource(plain, path)
  const name = source.take('name')
  const props = source.open('props') ?? openSource({}, `${path}.props`)
  const known = typeof name === 'string' && Object.hasOwn(EVENTS, name) ? EVENTS[name] : undefined
  const step = name === 'checkout_step_completed' ? props.take('step') : 'payment'
  if (!known || step !== 'payment') {
    notes.lose(path, name, { wanted: 'a standard event of Meta' })
    return undefined
  }
  const custom_data = readContents(source, content_id, notes)
  const put = (field: string, value: Plain | undefined) => {
    if (value !== undefined) custom_data[field] = value
  }
  put('search_string', name === 'products_searched' ? props.take('query') : undefined)
  put('order_id', name === 'order_completed' ? props.take('order_id') : undefined)
  const currency = props.take('currency')
  const value = known.value === 'lines' ? worth(plain.products) : known.value && toNumber(props.take(known.value))
  // Meta takes no amount without its currency.
  if (value !== undefined && typeof currency === 'string') Object.assign(custom_data, { currency, value })
  else if (value !== undefined) notes.lose(props.pathOf('currency'), value, { code: 'missing', wanted: 'a currency' })
  return { name: known.theirs, custom_data, source }
}

function readContents(source: Source, content_id: string, notes: Notes): PlainObject {
  const contents: PlainObject[] = []
  const custom_data: PlainObject = {}
  const lines = source.openAll('products')
  for (const line of lines) {
    const id = line.take(content_id)
    const [quantity, price] = [line.take('quantity') ?? 1, line.take('price')]
    if (typeof id !== 'string' && typeof id !== 'number')
      notes.lose(line.path, id, { code: 'missing', wanted: `a ${content_id}` })
    else contents.push({ id: String(id), quantity, ...(price !== undefined && { item_price: price }) })
  }
  const [only] = lines
  if (lines.length === 1) {
    const [name, category] = [only!.take('name'), only!.take('category')]
    if (name !== undefined) custom_data.content_name = name
    if (category !== undefined) custom_data.content_category = category
  }
  if (contents.length === 0) return custom_data
  return {
    ...custom_data,
    contents,
    content_ids: contents.map(({ id }) => id!),
    content_type: 'product',
    num_items: contents.reduce((sum, { quantity }) => sum + (toNumber(quantity) ?? 1), 0),
  }
}

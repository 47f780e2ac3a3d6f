import type { MapDefinition, ValueSource } from './map-schema'

const ENVELOPE = ['id', 'shopper_id', 'visitor_id', 'user_id', 'session_id'] as const

/**
 * The map of a CSV file whose columns are named as in the vocabulary: those of the envelope, `product.price`,
 * `context.device.type`; any other column, `props.` before it or not, is a property. Undefined where the columns do not
 * name what every event must have.
 */
export function standardMap(columns: readonly string[]): MapDefinition | undefined {
  if (!columns.includes('name') || !columns.includes('time')) return undefined
  if (!columns.some((column) => column === 'shopper_id' || column === 'user_id' || column === 'visitor_id'))
    return undefined
  const envelope: Partial<Record<(typeof ENVELOPE)[number], ValueSource>> = {}
  const props: Record<string, ValueSource> = {}
  const context: Record<string, ValueSource> = {}
  const product: Record<string, ValueSource> = {}
  for (const column of columns) {
    const [first, ...rest] = column.split('.')
    const path = rest.join('.')
    if (column === 'name' || column === 'time' || column === '') continue
    if (ENVELOPE.includes(column as never)) envelope[column as 'id'] = column
    else if (first === 'product' && path) product[path] = column
    else if (first === 'context' && path) context[path] = column
    else props[first === 'props' && path ? path : column] = column
  }
  return { aisle_map: 1, event: 'name', time: 'time', ...envelope, props, context, product }
}

import type { WireEvent } from '../tracker/wire-event'

/** What an event says of itself, in one line. */
export function eventSummary({ props, products }: Pick<WireEvent, 'props' | 'products'>): string {
  const lines = products.map((line) => String(line.product_id ?? line.name ?? 'a product'))
  const shownLines = lines.length > 3 ? [...lines.slice(0, 3), `${lines.length - 3} more`] : lines
  const fields = Object.entries(props).filter(([field]) => field !== 'currency')
  return [...shownLines, ...fields.map(([field, value]) => `${field}: ${value}`)].join(' · ')
}

/** Whether a text is in an event's name, properties, products or context, in any case. */
export function eventMatches({ name, props, products, context }: WireEvent, text: string): boolean {
  const wanted = text.trim().toLowerCase()
  return !wanted || JSON.stringify([name, props, products, context]).toLowerCase().includes(wanted)
}

/** The fields of an object with their values as text; one level inside is spelled `campaign.source`. */
export function fieldsOf(object: object, prefix = ''): [field: string, value: string][] {
  return Object.entries(object).flatMap(([field, value]): [string, string][] =>
    typeof value === 'object' && value !== null
      ? fieldsOf(value, `${prefix}${field}.`)
      : [[prefix + field, String(value)]],
  )
}

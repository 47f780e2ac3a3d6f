import type { ShopEvent } from '../../vocabulary/event-types'
import { parseCsv } from '../support/csv'
import { toNumber } from '../support/decimal'
import { createEvent, type EventContent, orderEventId, type Stamp } from '../support/event'
import { copyFields, type Fields } from '../support/fields'
import { readLines } from '../support/lines'
import { createNotes, type Notes } from '../support/notes'
import { joinReadings, type Reading, type ReadOptions } from '../support/reading'
import { openSource, type Source } from '../support/source'
import { takeParty, takeTime } from '../support/take'
import { setPrice } from './amounts'
import { BOOKKEEPING_COLUMNS, COLUMNS, LINE_COLUMNS, PERSONAL_COLUMNS } from './tables'

/** The rows of one order, the first of which says all that is not of a line. */
interface OrderRows {
  readonly rows: Source[]
}

/**
 * The export of a shop's orders, as CSV text. An order of several lines has several rows, of which the first alone says
 * what is the order's; one that is there twice counts once. The export names people by their address alone, so who ordered
 * is told by `pseudonym`.
 *
 * @example
 * ```ts
 * import { createHmac } from 'node:crypto'
 *
 * const pseudonym = (email: string) => createHmac('sha256', 'a key of the shop').update(email).digest('hex')
 * const { events, lost } = fromShopifyOrdersCsv('Name,Email,Id\n#1001,ann@shop.example,5001', { pseudonym })
 * ```
 */
export function fromShopifyOrdersCsv(text: unknown, options: ReadOptions = {}): Reading {
  const notes = createNotes()
  if (typeof text !== 'string') {
    notes.lose('', text, { code: 'wrong_type', wanted: 'CSV text' })
    return { events: [], ...notes.all() }
  }
  const { orders, again } = groupRows(parseCsv(text))
  for (const row of again) notes.lose(row.path, row.peek('Name'), { wanted: 'an order once' })
  const readings = orders.map(({ rows }): Reading => {
    const own = createNotes()
    const events = readOrderRows(rows, { notes: own, options })
    return { events, ...own.all() }
  })
  return joinReadings([{ events: [], ...notes.all() }, ...readings])
}

function groupRows(rows: readonly Record<string, string>[]): { orders: OrderRows[]; again: Source[] } {
  const byName = new Map<string, OrderRows>()
  const again: Source[] = []
  let last: OrderRows | undefined
  rows.forEach((fields, index) => {
    // The first row has the names.
    const row = openSource(fields, `row ${index + 2}`)
    const name = row.peek('Name')
    const isFirst = row.peek('Created at') !== undefined
    if (typeof name === 'string' && (isFirst || !byName.has(name))) {
      const known = byName.get(name)
      last = known ? { rows: [] } : { rows: [row] }
      if (known) again.push(row)
      else byName.set(name, last)
    } else (typeof name === 'string' ? byName.get(name) : last)?.rows.push(row)
  })
  return { orders: [...byName.values()], again }
}

interface RowRules {
  readonly notes: Notes
  readonly options: ReadOptions
}

function readOrderRows(rows: readonly Source[], { notes, options }: RowRules): ShopEvent[] {
  const order = rows[0]!
  const time = takeTime(order, 'Created at', notes)
  const status = order.take('Financial Status')
  const order_id = idOf(order, notes)
  if (time === undefined || order_id === undefined || status === 'voided') {
    notes.lose(order.path, order.peek('Name'), { wanted: 'an order that was placed, and when' })
    return []
  }
  if (status !== 'paid' && status !== 'refunded' && status !== 'partially_refunded')
    notes.assume(order.pathOf('Financial Status'), status, 'an order that was paid')
  const props: Fields = { order_id }
  copyFields(order, COLUMNS, props, { place: '', notes })
  const source = order.take('Source')
  if (source !== undefined) props.sales_channel = source === 'pos' ? 'store' : 'online'
  const products = readRows(rows, notes)
  const who = whoOrdered(order, order_id, { notes, options })
  const changes = readChanges(order, props, notes)
  loseRest(rows, notes)
  const completed = { name: 'order_completed', time, props, products }
  return [completed, ...changes].flatMap(({ time: at, ...content }) => {
    const stamp = { id: orderEventId(content.name, order_id), time: at, ...who }
    const event = createEvent(stamp, { ...content, context: {} }, { path: order.path, notes })
    return event ? [event] : []
  })
}

/** What befell the order later, as far as its row says when. */
function readChanges(order: Source, { order_id, total, currency }: Fields, notes: Notes): OrderChange[] {
  const amount = { ...(total !== undefined && { total }), ...(currency !== undefined && { currency }) }
  const changes = [
    { name: 'order_shipped', time: takeTime(order, 'Fulfilled at', notes), props: {} },
    { name: 'order_cancelled', time: takeTime(order, 'Cancelled at', notes), props: amount },
  ]
  return changes.flatMap(({ name, time, props }) =>
    time === undefined ? [] : [{ name, time, props: { order_id: order_id!, ...props }, products: [] }],
  )
}

interface OrderChange extends Omit<EventContent, 'context'> {
  readonly time: number
}

function whoOrdered(
  order: Source,
  order_id: string,
  { notes, options }: RowRules,
): Pick<Stamp, 'user_id' | 'visitor_id'> {
  const { pseudonym } = options
  const user_id = pseudonym && order.peek('Email') ? takeParty(order, 'Email', { notes, pseudonym }) : undefined
  if (user_id !== undefined) return { user_id }
  notes.assume(order.pathOf('Email'), undefined, 'a shopper of its own')
  return { visitor_id: `order:${order_id}` }
}

function idOf(order: Source, notes: Notes): string | undefined {
  const id = order.take('Id')
  if (typeof id === 'string') return id
  const name = order.peek('Name')
  if (typeof name !== 'string') return undefined
  notes.assume(order.pathOf('Id'), undefined, 'the name, which webhooks and pixels do not tell orders by')
  return name.replace(/^#/, '')
}

function readRows(rows: readonly Source[], notes: Notes): EventContent['products'] {
  return readLines(rows, {
    table: LINE_COLUMNS,
    notes,
    also(row, line) {
      setPrice(line, {
        asked: toNumber(row.take('Lineitem price')),
        off: toNumber(row.take('Lineitem discount')),
        quantity: typeof line.quantity === 'number' ? line.quantity : 1,
        from: row.path,
        notes,
      })
      const before = toNumber(row.take('Lineitem compare at price'))
      if (before !== undefined && before > Number(line.list_price ?? line.price)) line.list_price = before
    },
  })
}

function loseRest(rows: readonly Source[], notes: Notes): void {
  for (const row of rows) {
    for (const column of row.left()) {
      const value = row.peek(column)
      if (PERSONAL_COLUMNS.test(column)) notes.lose(row.pathOf(column), row.take(column), { code: 'personal' })
      else if (BOOKKEEPING_COLUMNS.test(column) || toNumber(value) === 0) row.take(column)
    }
    row.loseRest(notes)
  }
}

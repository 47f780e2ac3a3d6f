import { isForbiddenFieldName } from '../../vocabulary/limits'
import { toTenThousandths } from '../../vocabulary/money'
import { renderValue } from '../../vocabulary/problem'
import type { RowProblem } from '../input/rows'
import type { MapDefinition, ValueSource } from './map-schema'
import { createTimeParser } from './map-time'
import { createSkipTest } from './skip-test'
import { columnReader, createValueReader, type Row, type ValueReader } from './value-source'

/** An event in the making, as `readEvent` takes it. */
export interface RawEvent {
  [field: string]: unknown
  props: Record<string, unknown>
  context: Record<string, unknown>
  products: Record<string, unknown>[]
}

/** What a row came to: an event, perhaps one of a group; nothing, for a reason that the map gives; or a problem. */
export type Mapped =
  | { readonly event: RawEvent; readonly group: string | undefined }
  | { readonly skipped: string }
  | { readonly problem: RowProblem }

/** Makes events of somebody else's rows. */
export interface Mapper {
  readonly map: (row: unknown, row_id: string) => Mapped
  /** Fills in what is computed from all product lines, once they are there. */
  readonly complete: (event: RawEvent) => RawEvent
  /** The columns that the map reads. */
  readonly columns: readonly string[]
}

const PARTIES = ['shopper_id', 'visitor_id', 'user_id', 'session_id'] as const

/** The mapper of a checked map. */
export function createMapper(map: MapDefinition): Mapper {
  const { decimal } = map
  const read = (source: ValueSource, path = '') => createValueReader(source, { path, decimal })
  const readName = read(map.event)
  const timeColumn = columnReader(typeof map.time === 'string' ? map.time : map.time.column)
  const parseTime = createTimeParser(map.time)
  const readId = map.id && read(map.id)
  const parties = PARTIES.flatMap((name) => (map[name] ? [[name, read(map[name])] as const] : []))
  const props = readers(map.props, '', read)
  const context = readers(map.context, 'context.', read)
  const product = readers(map.product, 'product.', read)
  const groups = [map.group_by ?? []].flat().map(columnReader)
  const skip = createSkipTest(map)
  const eventColumn = columnOf(map.event)
  return {
    columns: columnsOf(map),
    complete: (event) => complete(event, map.props ?? {}),
    map: (value, row_id) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        return { problem: { code: 'wrong_type', path: '', found: renderValue(value), wanted: 'an object of columns' } }
      const row = value as Row
      const skipped = skip(row)
      if (skipped) return { skipped }
      const name = readName(row)
      if (name === null) return { skipped: `${eventColumn} ${renderValue(columnReader(eventColumn)(row))}` }
      const time = parseTime(timeColumn(row))
      if (typeof time !== 'number') return { problem: time }
      const line = fill({}, product, row)
      const event: RawEvent = {
        id: readId ? text(readId(row)) : row_id,
        name,
        time,
        props: fill({}, props, row),
        context: fill({}, context, row),
        products: Object.keys(line).length ? [line] : [],
      }
      for (const [party, readParty] of parties) event[party] = text(readParty(row))
      return { event, group: groupOf(event, groups, row) }
    },
  }
}

type Readers = readonly (readonly [path: readonly string[], read: ValueReader])[]

function readers(
  sources: Readonly<Record<string, ValueSource>> | undefined,
  prefix: string,
  read: (source: ValueSource, path: string) => ValueReader,
): Readers {
  return Object.entries(sources ?? {}).map(([name, source]) => {
    const path = prefix === 'context.' ? name.split('.') : [name]
    return [path, read(source, prefix + name)]
  })
}

/** Puts what a row has into an object; a path of two goes one level down. */
function fill(target: Record<string, unknown>, fields: Readers, row: Row): Record<string, unknown> {
  for (const [path, read] of fields) {
    const value = read(row)
    const [name, ...inner] = path
    if (value === undefined || value === null || path.some(isForbiddenFieldName)) continue
    if (!inner.length) target[name!] = value
    else {
      const nested = target[name!]
      const fields = typeof nested === 'object' ? (nested as Record<string, unknown>) : {}
      fields[inner.join('.')] = value
      target[name!] = fields
    }
  }
  return target
}

/** Rows of one group, one name and one shopper are one event; a row without a value to group by stands alone. */
function groupOf(event: RawEvent, groups: readonly ValueReader[], row: Row): string | undefined {
  if (!groups.length) return undefined
  const values = groups.map((read) => read(row))
  if (values.includes(undefined)) return undefined
  return JSON.stringify([event.name, ...PARTIES.map((party) => event[party] ?? null), ...values])
}

function complete(event: RawEvent, sources: Readonly<Record<string, ValueSource>>): RawEvent {
  for (const [name, source] of Object.entries(sources)) {
    if (typeof source === 'string' || !('lines' in source) || isForbiddenFieldName(name)) continue
    const amounts = event.products.map(({ price, quantity = 1 }) => (price as number) * (quantity as number))
    const sum = amounts.reduce((total, amount) => total + (Number.isFinite(amount) ? toTenThousandths(amount) : 0), 0)
    event.props[name] = sum / 10_000
  }
  return event
}

function text(value: unknown): unknown {
  return typeof value === 'number' ? String(value) : (value ?? undefined)
}

function columnOf(source: ValueSource): string {
  return typeof source === 'string' ? source : 'column' in source ? source.column : ''
}

function columnsOf(map: MapDefinition): string[] {
  const sources = [map.event, map.time, map.id, ...PARTIES.map((party) => map[party])].filter(
    (one) => one !== undefined,
  )
  const fields = [map.props, map.context, map.product].flatMap((each) => Object.values(each ?? {}))
  const columns = [...sources, ...fields].map((source) => columnOf(source as ValueSource))
  const others = [map.group_by ?? [], (map.skip ?? []).map(({ column }) => column)].flat(2)
  return [...new Set([...columns, ...others])].filter((column) => column !== '')
}

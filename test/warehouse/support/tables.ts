import type { AisleDocument, Scalar } from '../../../src/language/ast'
import { parsePath } from '../../../src/language/path'
import { expectedType } from '../../../src/vocabulary/field-types'
import type { Columns, ColumnType } from '../../../src/warehouse/sql/columns'
import { fieldsRead } from '../../../src/warehouse/sql/fields-read'

/** An event as a log has it, which may hold anything in its fields. */
export interface LoggedEvent {
  readonly id: string
  readonly name: string
  readonly time: number
  readonly shopper_id: string
  readonly session_id: string
  readonly props?: object
  readonly products?: readonly object[]
  readonly context?: object
}

type SqlType = 'text' | 'number' | 'boolean' | 'integer'

/** A table with its rows, whatever the engine. */
export interface Table {
  readonly name: string
  readonly columns: readonly (readonly [name: string, type: SqlType])[]
  readonly rows: readonly (readonly (Scalar | null)[])[]
}

/** Where the fields of a document lie in {@link tablesOf}: by number, since a field may have any name. */
export function columnsOf(document: AisleDocument): Columns {
  const types = { string: 'text', number: 'number', boolean: 'boolean' } as const
  return Object.fromEntries(
    [...fieldsRead(document).keys()].map((path, i) => {
      const expected = expectedType(path)
      const type: ColumnType = expected ? types[expected] : 'mixed'
      return [path, { name: `field_${i + 1}`, type }]
    }),
  )
}

/** The two tables that a query reads, of the events that a document's rules are asked about. */
export function tablesOf(document: AisleDocument, events: readonly LoggedEvent[]): Table[] {
  const columns = Object.entries(columnsOf(document)) as [string, { name: string; type: ColumnType }][]
  const isOfLine = (path: string) => parsePath(path)!.of === 'product'
  const shape = (ofLines: boolean) => columns.filter(([path]) => isOfLine(path) === ofLines)
  const typed = (ofLines: boolean) =>
    shape(ofLines).flatMap(([, { name, type }]): [string, SqlType][] =>
      type === 'mixed'
        ? [
            [name, 'text'],
            [`${name}_number`, 'number'],
            [`${name}_boolean`, 'boolean'],
          ]
        : [[name, type]],
    )
  const cells = (ofLines: boolean, source: LoggedEvent | object) =>
    shape(ofLines).flatMap(([path, { type }]) => {
      const { of, keys } = parsePath(path)!
      const value = look(ofLines ? source : (source as Record<string, unknown>)[of], keys)
      const of_type = (wanted: string) => (typeof value === wanted ? (value as Scalar) : null)
      if (type === 'mixed') return [of_type('string'), of_type('number'), of_type('boolean')]
      return [of_type(type === 'text' ? 'string' : type)]
    })
  return [
    {
      name: 'events',
      columns: [
        ['id', 'text'],
        ['name', 'text'],
        ['time', 'integer'],
        ['shopper_id', 'text'],
        ['session_id', 'text'],
        ...typed(false),
      ],
      rows: events.map((event) => [
        event.id,
        event.name,
        event.time,
        event.shopper_id,
        event.session_id,
        ...cells(false, event),
      ]),
    },
    {
      name: 'lines',
      columns: [['event_id', 'text'], ['line', 'integer'], ...typed(true)],
      rows: events.flatMap(({ id, products = [] }) => products.map((line, i) => [id, i, ...cells(true, line)])),
    },
  ]
}

function look(source: unknown, keys: readonly string[]): unknown {
  let value = source
  for (const key of keys)
    value = typeof value === 'object' && value && Object.hasOwn(value, key) ? value[key as never] : undefined
  return value
}

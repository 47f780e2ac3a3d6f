import type { AisleDocument } from '../../language/ast'
import { check } from '../../language/check'
import { DefinitionError } from '../../language/definition-error'
import { type Columns, columnsOf, type ReadColumn } from './columns'
import type { DialectName } from './dialect'
import { dialects } from './dialects/by-name'
import { fieldsOfColumns } from './fields'
import { type WrittenQuery, writeQuery } from './write-query'

/**
 * Options of {@link sql}.
 *
 * @example
 * const options: SqlOptions = { dialect: 'bigquery', now: Date.UTC(2026, 0, 1), tables: { events: '`shop.events`' } }
 * sql(builtin, options).sql.includes('FROM `shop.events`') // => true
 */
export interface SqlOptions {
  readonly dialect: DialectName
  /** The instant to answer for, in milliseconds since 1970. */
  readonly now: number
  /**
   * The names of the tables, quoted where they need it, and the column of events that the `event_id` of lines is of.
   * @default { events: 'events', lines: 'lines', event_key: 'id' }
   */
  readonly tables?: { readonly events?: string; readonly lines?: string; readonly event_key?: string } | undefined
  /**
   * Where fields lie, where that is not as `columnsOf` has it.
   * @default {}
   */
  readonly columns?: Columns | undefined
  /**
   * Whether each event, and each line, is in its table once, so that none need be looked for twice.
   * @default false
   */
  readonly is_unique?: boolean | undefined
}

/**
 * A query, and what its columns say.
 *
 * @example
 * const { columns, reads }: SqlQuery = sql(defineDocument({ segments: [multiDevice] }), { dialect: 'snowflake', now })
 * columns.map(({ column }) => column) // => ['segment_multi_device']
 * Object.keys(reads) // => ['context.device.type']
 */
export interface SqlQuery extends WrittenQuery {
  /** The columns that it reads, beside those that every table has, by the path of the field. */
  readonly reads: Readonly<Record<string, ReadColumn>>
}

/**
 * A document as one query: a row for each shopper, with `shopper_id`, and for each segment `in`, `out` or `unknown`, for each
 * stage set the stage, and for each trait its value.
 *
 * It reads two tables: `events(id, name, time, shopper_id, session_id, ...)`, `time` in milliseconds since 1970, and
 * `lines(event_id, line, ...)`, `line` the place of a product line in its event. Ids are unique over all shoppers.
 *
 * @throws DefinitionError where the document has mistakes; Error with code `ambiguous_columns`.
 *
 * @example
 * sql(builtin, { dialect: 'duckdb', now: Date.UTC(2026, 0, 1) }).sql // 'WITH ...'
 */
export function sql(document: AisleDocument, options: SqlOptions): SqlQuery {
  const problems = check(document)
  if (problems.length) throw new DefinitionError(problems)
  const { now, columns = {}, is_unique = false } = options
  const tables = { events: 'events', lines: 'lines', event_key: 'id', ...options.tables }
  const dialect = dialects[options.dialect]
  const read = columnsOf(document, columns)
  const fields = fieldsOfColumns(dialect, read)
  return { ...writeQuery(document, { dialect, now, tables, fields, is_unique }), reads: Object.fromEntries(read) }
}

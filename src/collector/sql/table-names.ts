import { refuseOption } from './sink-errors'

/** A table, by a name that was looked at and quoted: it can stand in a statement. */
export interface TableName {
  /** As it was given. */
  readonly text: string
  /** `"shop"."aisle_events"`. */
  readonly quoted: string
}

/** The tables of a sink. */
export interface TableNames {
  readonly events: TableName
  readonly rejected: TableName
}

const NAME = /^[a-z_][a-z0-9_]{0,62}(\.[a-z_][a-z0-9_]{0,62})?$/

/**
 * Reads the names of a sink's tables.
 *
 * @throws TypeError with code `invalid_sink_options` for anything but small letters, digits and underscores, 63 at most,
 * with a schema before a point or without one; and where both are the same.
 *
 * @example
 * parseTableNames({ table: 'shop.events' }).events.quoted // '"shop"."events"'
 */
export function parseTableNames(options: {
  readonly table?: string | undefined
  readonly rejected_table?: string | undefined
}): TableNames {
  const { table = 'aisle_events', rejected_table = 'aisle_rejected_events' } = options
  const names = { events: parseName('table', table), rejected: parseName('rejected_table', rejected_table) }
  if (table === rejected_table) refuseOption('rejected_table', table, 'a table other than that of events')
  return names
}

function parseName(option: string, text: string): TableName {
  // No `$` of a text with several lines: a regular expression without `m` ends at the end alone.
  if (typeof text !== 'string' || !NAME.test(text))
    refuseOption(option, text, `a name like 'aisle_events' or 'shop.aisle_events'`)
  return {
    text,
    quoted: text
      .split('.')
      .map((part) => `"${part}"`)
      .join('.'),
  }
}

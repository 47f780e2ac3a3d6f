import { EVENT_COLUMNS, REJECTION_COLUMNS } from '../sql/sql-sink'
import type { TableName } from '../sql/table-names'

const EVENT_TYPES: Record<(typeof EVENT_COLUMNS)[number], string> = {
  id: 'text',
  name: 'text',
  time: 'bigint',
  shopper_id: 'text',
  session_id: 'text',
  received_at: 'bigint',
  event: 'json',
}

const REJECTION_TYPES: Record<(typeof REJECTION_COLUMNS)[number], string> = {
  received_at: 'bigint',
  id: 'text',
  code: 'text',
  message: 'text',
  text: 'text',
}

const typed = (types: Record<string, string>) =>
  Object.entries(types)
    .map(([name, type]) => `${name} ${type}`)
    .join(', ')

/**
 * The statement that stores events: `$1` are the rows as JSON, `$2` the sequence of `arrival`. Rows are numbered in the
 * order in which they came and inserted in that of their ids: two instances that have the same events at the same time
 * wait for each other once, and never each for the other.
 *
 * @example
 * await pool.query(insertEventsInto(names.events), ['[{"id":"a",...}]', 'public.aisle_events_arrival_seq'])
 */
export function insertEventsInto(table: TableName): string {
  return `
    insert into ${table.quoted} (arrival, ${EVENT_COLUMNS.join(', ')})
    select arrival, ${EVENT_COLUMNS.join(', ')} from (
      select nextval($2::regclass) as arrival, ${EVENT_COLUMNS.join(', ')}
      from json_to_recordset($1::json) as came (${typed(EVENT_TYPES)})
    ) as numbered
    order by id
    on conflict (id) do nothing
    returning id`
}

/**
 * The statement that stores what was rejected: `$1` are the rows as JSON.
 *
 * @example
 * await pool.query(insertRejectionsInto(names.rejected), ['[{"code":"missing",...}]'])
 */
export function insertRejectionsInto(table: TableName): string {
  return `
    insert into ${table.quoted} (${REJECTION_COLUMNS.join(', ')})
    select ${REJECTION_COLUMNS.join(', ')} from json_to_recordset($1::json) as came (${typed(REJECTION_TYPES)})`
}

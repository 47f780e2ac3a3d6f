import { EVENT_COLUMNS, REJECTION_COLUMNS } from '../sql/sql-sink'
import type { TableName, TableNames } from '../sql/table-names'

const EVENT_TYPES: Record<(typeof EVENT_COLUMNS)[number], string> = {
  id: 'VARCHAR',
  name: 'VARCHAR',
  time: 'BIGINT',
  shopper_id: 'VARCHAR',
  session_id: 'VARCHAR',
  received_at: 'BIGINT',
  event: 'JSON',
}

const REJECTION_TYPES: Record<(typeof REJECTION_COLUMNS)[number], string> = {
  received_at: 'BIGINT',
  id: 'VARCHAR',
  code: 'VARCHAR',
  message: 'VARCHAR',
  text: 'VARCHAR',
}

const sequenceOf = ({ quoted }: TableName) => `${quoted.slice(0, -1)}_arrival"`

/** The rows of the JSON in `$1`, as a relation. */
const rowsOf = (types: Record<string, string>) =>
  `(select unnest(from_json($1::json, '[${JSON.stringify(types)}]'), recursive := true))`

/**
 * The statements that make the tables of a sink where they are missing. They can be run again.
 *
 * @example
 * await connection.run(makeTables(names))
 */
export function makeTables({ events, rejected }: TableNames): string {
  return `
    create sequence if not exists ${sequenceOf(events)};
    create sequence if not exists ${sequenceOf(rejected)};
    create table if not exists ${events.quoted} (
      arrival bigint not null default nextval('${sequenceOf(events)}'),
      id varchar primary key,
      name varchar not null,
      "time" bigint not null,
      shopper_id varchar not null,
      session_id varchar not null,
      received_at bigint not null,
      event json not null
    );
    create table if not exists ${rejected.quoted} (
      arrival bigint not null default nextval('${sequenceOf(rejected)}'),
      received_at bigint not null,
      id varchar,
      code varchar not null,
      message varchar not null,
      "text" varchar not null
    )`
}

/**
 * The statement that stores events: `$1` are the rows as JSON.
 *
 * @example
 * const statement = await connection.prepare(insertEventsInto(names.events))
 */
export function insertEventsInto(table: TableName): string {
  const columns = EVENT_COLUMNS.map((name) => `"${name}"`).join(', ')
  return `
    insert into ${table.quoted} (arrival, ${columns})
    select nextval('${sequenceOf(table)}'), ${columns} from ${rowsOf(EVENT_TYPES)}
    on conflict (id) do nothing
    returning id`
}

/**
 * The statement that stores what was rejected: `$1` are the rows as JSON.
 *
 * @example
 * const statement = await connection.prepare(insertRejectionsInto(names.rejected))
 */
export function insertRejectionsInto(table: TableName): string {
  const columns = REJECTION_COLUMNS.map((name) => `"${name}"`).join(', ')
  return `insert into ${table.quoted} (${columns}) select ${columns} from ${rowsOf(REJECTION_TYPES)}`
}

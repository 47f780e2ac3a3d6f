import type { Dialect } from './dialect'
import type { Field, Fields } from './fields'
import { EVENTS, LINES, type Rows } from './rows'

/** What the rows of a query are made of. */
export interface BaseParts {
  readonly dialect: Dialect
  readonly fields: Fields
  readonly rows: Rows
  readonly now: number
  readonly tables: { readonly events: string; readonly lines: string; readonly event_key: string }
  /** Whether each event and each line is there once. */
  readonly is_unique: boolean
}

/** A visit's events are at most so old, against its last (LANGUAGE.md, section 2). */
const VISIT_MS = 86_400_000

/** The first common table expressions: the events and lines of the tables, as the rules read them. */
export function baseOf(parts: BaseParts): string[] {
  const { dialect, rows } = parts
  const bodies: [name: string, body: string, comment: string][] = []
  if (rows.hasLines()) bodies.push([LINES, linesBody(parts), 'The product lines, numbers as their ten-thousandths'])
  if (rows.lineTests.size)
    bodies.push(['tests_of_lines', testsBody(parts), 'Which events have a line that meets all tests at once'])
  const there = eventsBody(parts)
  if (rows.hasVisits()) {
    bodies.push(['events_there', there, 'The events, numbers as their ten-thousandths'])
    bodies.push(['visits', visitsBody(parts), 'The visit that each shopper is in'])
    bodies.push([EVENTS, inVisitBody(), 'Which events are of that visit'])
  } else bodies.push([EVENTS, there, 'The events, numbers as their ten-thousandths'])
  // Nothing is worked out for these but from one row of a table to the next.
  const plain = parts.is_unique
    ? [LINES, ...(rows.lineTests.size ? [] : [rows.hasVisits() ? 'events_there' : EVENTS])]
    : []
  return bodies.map(([name, body, comment]) => {
    const isPlain = plain.includes(name)
    const begin = isPlain ? dialect.view(name) : dialect.common(name)
    // What the rules read again and again; of the others, one that is kept within one that is kept confuses Spark.
    const query = isPlain || name !== EVENTS ? body : dialect.kept(body)
    return `-- ${comment}\n${begin}\n  ${query.replaceAll('\n', '\n  ')}\n)`
  })
}

function linesBody({ fields, tables, is_unique }: BaseParts): string {
  const columns = ['l.event_id', 'l.line', ...shaped(fields.of('lines'))]
  const once = 'ROW_NUMBER() OVER (PARTITION BY event_id, line ORDER BY line) AS aisle_copy'
  const from = is_unique ? `${tables.lines} l` : `(SELECT *, ${once} FROM ${tables.lines}) l\nWHERE l.aisle_copy = 1`
  return `SELECT ${columns.join(',\n  ')}\nFROM ${from}`
}

function testsBody({ rows }: BaseParts): string {
  const columns = [...rows.lineTests].map(([name, tests]) => `MAX(CASE WHEN ${tests} THEN 1 ELSE 0 END) AS ${name}`)
  return `SELECT event_id,\n  ${columns.join(',\n  ')}\nFROM ${LINES}\nGROUP BY event_id`
}

function eventsBody({ dialect, fields, rows, tables, now, is_unique }: BaseParts): string {
  const session = rows.hasVisits() ? ['e.session_id'] : []
  const tests = [...rows.lineTests.keys()].map((name) => `COALESCE(t.${name}, 0) AS ${name}`)
  const columns = [
    `${dialect.byBytes('e.id')} AS id`,
    ...(rows.hasLines() ? [`e.${tables.event_key} AS event_key`] : []),
    'e.name',
    'e.time',
    'e.shopper_id',
    ...session,
    ...shaped(fields.of('events')),
    ...tests,
  ]
  const once = 'ROW_NUMBER() OVER (PARTITION BY id ORDER BY time) AS aisle_copy'
  const copies = `(SELECT *, ${once} FROM ${tables.events} WHERE time <= ${now}) e`
  const join = tests.length ? `\nLEFT JOIN tests_of_lines t ON t.event_id = e.${tables.event_key}` : ''
  const where = is_unique ? `e.time <= ${now}` : 'e.aisle_copy = 1'
  return `SELECT ${columns.join(',\n  ')}\nFROM ${is_unique ? `${tables.events} e` : copies}${join}\nWHERE ${where}`
}

function visitsBody({ dialect }: BaseParts): string {
  const last = dialect.pick({ value: 'session_id', type: 'text', order: ['time', 'id'], end: 'last', where: '1 = 1' })
  return `SELECT shopper_id,\n  ${last} AS last_session,\n  MAX(time) AS last_time\nFROM events_there\nGROUP BY shopper_id`
}

function inVisitBody(): string {
  const isIn = `there.session_id = visits.last_session AND there.time > visits.last_time - ${VISIT_MS}`
  return `SELECT there.*, CASE WHEN ${isIn} THEN 1 ELSE 0 END AS in_visit\nFROM events_there there\nJOIN visits ON visits.shopper_id = there.shopper_id`
}

function shaped(fields: readonly Field[]): string[] {
  return fields.map(({ source, alias }) => `${source} AS ${alias}`)
}

import type { Outcome } from '../../language/ast'
import type { Scalar } from '../../vocabulary/event-types'
import type { AnswerColumn } from '../sql/answers'
import { readTag } from '../sql/value'
import type { WrittenQuery } from '../sql/write-query'
import { answerParts, answersInOrder, type PartOptions } from './log-parts'
import type { Cell, Duckdb } from './open-duckdb'

/**
 * What is known of one shopper.
 *
 * @example
 * const isWorthACall = ({ segments, traits }: Decision) => segments.at_risk === 'in' && Number(traits.revenue) > 500
 * const worth: string[] = []
 * for await (const decision of decide(['events.ndjson'], { definitions: builtin }))
 *   if (isWorthACall(decision)) worth.push(decision.shopper_id)
 */
export interface Decision {
  readonly shopper_id: string
  /** The instant that was answered for, in milliseconds since 1970. */
  readonly now: number
  readonly segments: { readonly [name: string]: Outcome }
  /** null where absent; a duration in ms. */
  readonly traits: { readonly [name: string]: Scalar | null }
  readonly stages: { readonly [set: string]: string }
}

/** A log that has been read, to be asked once. */
export interface Decisions {
  /** The instant that is answered for; undefined where there was no event to take it from. */
  readonly now: number | undefined
  /** The names of the events that the log has. */
  readonly names: readonly string[]
  /** In the order of the shoppers' ids, some at once. */
  rows(): AsyncIterable<readonly Decision[]>
  close(): void
}

/** Segments by the letters that they are handed over in: all in one text, as each value of a row has its price. */
const OUTCOMES: Readonly<Record<string, Outcome>> = { i: 'in', o: 'out', u: 'unknown' }

/** The answers of a query as {@link decisionsOf} reads them: `shopper_id`, `outcomes`, and a column for each other answer. */
export function answersSql({ sql, columns }: WrittenQuery): string {
  const letters = columns.filter(isSegment).map(({ column }) => `LEFT(${column}, 1)`)
  const outcomes = letters.length ? `CONCAT(${letters.join(', ')})` : `''`
  const others = columns
    .filter((column) => !isSegment(column))
    .map((column) => `${valueOfColumn(column)} AS ${column.column}`)
  return `SELECT ${['shopper_id', `${outcomes} AS outcomes`, ...others].join(', ')} FROM (\n${sql})`
}

/** Makes what is read of rows of {@link answersSql}. */
export function decisionsOf({ columns }: WrittenQuery, now: number): (rows: readonly Cell[][]) => Decision[] {
  const segments = columns.filter(isSegment).map(({ name }) => name)
  const others = columns.filter((column) => !isSegment(column))
  const known = new Map<string, Decision['segments']>()
  const segmentsOf = (outcomes: string) => {
    const same = known.get(outcomes)
    if (same) return { ...same }
    const said = Object.fromEntries(segments.map((name, i) => [name, OUTCOMES[outcomes[i]!]!]))
    if (known.size < MOST_KNOWN) known.set(outcomes, said)
    return { ...said }
  }
  return (rows) =>
    rows.map(([shopper_id, outcomes, ...cells]) => ({
      shopper_id: JSON.parse(shopper_id as string),
      now,
      segments: segmentsOf(outcomes as string),
      ...othersOf(others, cells),
    }))
}

/** Shoppers are alike: of so many different answers about segments each is made once. */
const MOST_KNOWN = 10_000

const isSegment = ({ kind }: AnswerColumn) => kind === 'segment'

/** Runs a query, and gives what it says of each shopper, in the order of their ids, some at once. */
export async function* ask(db: Duckdb, query: WrittenQuery, now: number): AsyncGenerator<Decision[]> {
  const read = decisionsOf(query, now)
  for await (const rows of db.stream(`${answersSql(query)} ORDER BY shopper_id ->> '$'`)) yield read(rows)
}

/** Does what {@link ask} does for a log that is too long to be asked at once, and drops it. Rows are told apart by `row`. */
export async function* askInParts(
  db: Duckdb,
  query: WrittenQuery,
  { now, ...options }: PartOptions & { readonly now: number },
): AsyncGenerator<Decision[]> {
  const rows = 'SELECT rowid AS row, * FROM log'
  const answersOf = (part: string) => `WITH log AS MATERIALIZED (${part}) ${answersSql(query)}`
  await answerParts(db, rows, answersOf, { ...options, onSplit: () => db.run('DROP TABLE log') })
  const read = decisionsOf(query, now)
  for await (const rows of answersInOrder(db)) yield read(rows)
}

/** A sign before each text: one that begins with a byte order mark would lose it. */
function valueOfColumn({ column, type }: AnswerColumn): string {
  return type === 'text' ? `'=' || ${column}` : column
}

function othersOf(columns: readonly AnswerColumn[], cells: readonly unknown[]): Pick<Decision, 'traits' | 'stages'> {
  const traits: { [name: string]: Scalar | null } = {}
  const stages: { [set: string]: string } = {}
  for (const [i, { kind, name, type }] of columns.entries()) {
    const answer = answerOf(cells[i], type)
    if (kind === 'trait') traits[name] = answer
    else stages[name] = answer as string
  }
  return { traits, stages }
}

function answerOf(cell: unknown, type: AnswerColumn['type']): Scalar | null {
  if (cell === null) return null
  if (type === 'text') return (cell as string).slice(1)
  if (type === 'boolean') return Number(cell) === 1
  return type === 'tagged' ? readTag(cell as string) : (cell as Scalar)
}

import type { Outcome } from '../../language/ast'
import type { Scalar } from '../../vocabulary/event-types'
import type { AnswerColumn } from '../sql/answers'
import type { SqlQuery } from '../sql/sql'
import { readTag } from '../sql/value'
import type { Duckdb } from './open-duckdb'

/** What is known of one shopper. */
export interface Decision {
  readonly shopper_id: string
  /** The instant that was answered for, in milliseconds since 1970. */
  readonly now: number
  readonly segments: { readonly [name: string]: Outcome }
  /** null where absent; a duration in ms. */
  readonly traits: { readonly [name: string]: Scalar | null }
  readonly stages: { readonly [set: string]: string }
}

/** Runs a query, and gives what it says of each shopper, in the order of their ids, some at once. */
export async function* ask(db: Duckdb, { sql, columns }: SqlQuery, now: number): AsyncGenerator<Decision[]> {
  // A sign before each text: one that begins with a byte order mark would lose it.
  const marked = columns.filter(isMarked).map(({ column }) => `'=' || ${column} AS ${column}`)
  const all = marked.length ? `* REPLACE (${marked.join(', ')})` : '*'
  for await (const rows of db.stream(`SELECT ${all} FROM (\n${sql}) ORDER BY shopper_id ->> '$'`))
    yield rows.map(([shopper_id, ...cells]) => decisionOf(JSON.parse(shopper_id as string), now, columns, cells))
}

function isMarked({ kind, type }: AnswerColumn): boolean {
  return kind === 'trait' && type === 'text'
}

function decisionOf(
  shopper_id: string,
  now: number,
  columns: readonly AnswerColumn[],
  cells: readonly unknown[],
): Decision {
  const said = { segment: {}, stage: {}, trait: {} } as Record<AnswerColumn['kind'], Record<string, never>>
  for (const [i, column] of columns.entries()) said[column.kind][column.name] = answerOf(cells[i], column) as never
  return { shopper_id, now, segments: said.segment, traits: said.trait, stages: said.stage }
}

function answerOf(cell: unknown, column: AnswerColumn): Scalar | null {
  const { type } = column
  if (cell === null) return null
  if (isMarked(column)) return (cell as string).slice(1)
  if (type === 'boolean') return Number(cell) === 1
  return type === 'tagged' ? readTag(cell as string) : (cell as Scalar)
}

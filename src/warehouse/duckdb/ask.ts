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

/** Segments by the letters that they are handed over in: all in one text, as each value of a row has its price. */
const OUTCOMES: Readonly<Record<string, Outcome>> = { i: 'in', o: 'out', u: 'unknown' }

/** Runs a query, and gives what it says of each shopper, in the order of their ids, some at once. */
export async function* ask(db: Duckdb, { sql, columns }: SqlQuery, now: number): AsyncGenerator<Decision[]> {
  const segments = columns.filter(({ kind }) => kind === 'segment')
  const others = columns.filter(({ kind }) => kind !== 'segment')
  const letters = segments.map(({ column }) => `LEFT(${column}, 1)`)
  const values = ['shopper_id', letters.length ? `CONCAT(${letters.join(', ')})` : `''`, ...others.map(valueOfColumn)]
  for await (const rows of db.stream(`SELECT ${values.join(', ')} FROM (\n${sql}) ORDER BY shopper_id ->> '$'`))
    yield rows.map(([shopper_id, outcomes, ...cells]) => {
      const said: { [name: string]: Outcome } = {}
      for (const [i, { name }] of segments.entries()) said[name] = OUTCOMES[(outcomes as string)[i]!]!
      return { shopper_id: JSON.parse(shopper_id as string), now, segments: said, ...othersOf(others, cells) }
    })
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

import type { Scalar } from '../../../src/language/ast'
import type { SqlQuery } from '../../../src/warehouse/sql/sql'
import { readTag } from '../../../src/warehouse/sql/value'
import type { Table } from './tables'

export type Row = Readonly<Record<string, unknown>>

/** Runs a query over some tables, and gives its rows. */
export type RunQuery = (tables: readonly Table[], sql: string) => Promise<Row[]>

/** What is answered about a shopper, as the engine in JavaScript has it. */
export interface Answer {
  readonly segments: Readonly<Record<string, string>>
  readonly stages: Readonly<Record<string, string>>
  readonly traits: Readonly<Record<string, Scalar | null>>
}

/** Rows as answers by shopper. */
export function answersIn(rows: readonly Row[], { columns }: SqlQuery): Map<string, Answer> {
  return new Map(
    rows.map((row) => {
      const answer = { segment: {}, stage: {}, trait: {} } as Record<string, Record<string, Scalar | null>>
      for (const { column, kind, name, type } of columns) answer[kind]![name] = valueIn(row[column], type)
      const { segment, stage, trait } = answer
      return [row.shopper_id, { segments: segment, stages: stage, traits: trait }] as [string, Answer]
    }),
  )
}

function valueIn(found: unknown, type: SqlQuery['columns'][number]['type']): Scalar | null {
  if (found === null || found === undefined) return null
  if (type === 'number') return Number(found)
  if (type === 'boolean') return Number(found) === 1
  return type === 'tagged' ? readTag(found as string) : (found as string)
}

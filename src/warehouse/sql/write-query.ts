import type { AisleDocument, Metric } from '../../language/ast'
import { type AnswerColumn, answersOf } from './answers'
import { baseOf, type Tables } from './base'
import { createConditions } from './conditions'
import { daySql } from './days'
import type { Dialect } from './dialect'
import { createFields, type FieldMaker } from './fields'
import { createMetrics } from './metrics'
import { createQuery } from './query'
import { createRows, EVENTS } from './rows'
import type { Value } from './value'

/** A query, and what it answers. */
export interface WrittenQuery {
  readonly sql: string
  readonly columns: readonly AnswerColumn[]
}

/** What {@link writeQuery} writes with. */
export interface WriteOptions {
  readonly dialect: Dialect
  /** The instant to answer for, in milliseconds since 1970. */
  readonly now: number
  readonly tables: Tables
  /** What fields are made of. */
  readonly fields: FieldMaker
  /** Whether each event, and each line, is in its table once. */
  readonly is_unique: boolean
  /** Whether no event is later than `now`. */
  readonly is_past?: boolean
}

/** Writes a checked document as one query, whatever its tables are like. */
export function writeQuery(document: AisleDocument, options: WriteOptions): WrittenQuery {
  const { dialect, now, tables, is_unique, is_past } = options
  const fields = createFields(dialect, options.fields)
  const query = createQuery(dialect)
  const rows = createRows({ dialect, fields, query, now, is_nested: tables.products !== undefined })
  let known: string | undefined
  const day = () => {
    known ??= daySql(dialect, document.zone, { from: 0, to: now })
    return known
  }
  const metric = (definition: Metric): Value => metricOf(definition)
  const condition = createConditions({ dialect, query, rows, metric, segment: (name) => `is_${name}` })
  const metricOf = createMetrics({ dialect, fields, query, rows, now, day, condition })
  const answers = answersOf(document, { dialect, metric, condition })
  const base = baseOf({ dialect, fields, rows, now, tables, is_unique })
  const facts = query.write(`SELECT DISTINCT shopper_id FROM ${tables.events}`, is_past ? EVENTS : undefined)
  const text = `WITH\n${[...base, facts, ...answers.commons].join(',\n')}\n${answers.select}${dialect.end}\n`
  return { sql: text, columns: answers.columns }
}

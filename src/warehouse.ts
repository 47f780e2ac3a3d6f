/**
 * Definitions as SQL, for the engine that a shop's log lies in already. For Node, and wherever a query is written.
 *
 * @module
 */
export type { AnswerColumn } from './warehouse/sql/answers'
export { type Column, type Columns, type ColumnType, columnsOf, type ReadColumn } from './warehouse/sql/columns'
export type { DialectName } from './warehouse/sql/dialect'
export { type SqlOptions, type SqlQuery, sql } from './warehouse/sql/sql'
export { readTag } from './warehouse/sql/value'

/**
 * Definitions as SQL, for the engine that a shop's log lies in already, and DuckDB inside: files in, decisions out. For Node.
 *
 * @module aisle/warehouse
 */
export type { Backtest } from './history/backtest'
export type { Movement } from './history/movement'
export { type BacktestOptions, backtest } from './warehouse/backtest'
export { type DecideOptions, decide } from './warehouse/decide'
export type { Decision } from './warehouse/duckdb/ask'
export type { LogFile } from './warehouse/duckdb/ready-files'
export type { Counts, Fate, ReportedProblem } from './warehouse/input/report'
export type { Place, RowProblem } from './warehouse/input/rows'
export type { MapDefinition } from './warehouse/map/map-schema'
export type { LogOptions } from './warehouse/open-log'
export { type ReplayOptions, replay } from './warehouse/replay'
export type { DecisionRow } from './warehouse/shoppers/decision-row'
export type { AnswerColumn } from './warehouse/sql/answers'
export { type Column, type Columns, type ColumnType, columnsOf, type ReadColumn } from './warehouse/sql/columns'
export type { DialectName } from './warehouse/sql/dialect'
export { type SqlOptions, type SqlQuery, sql } from './warehouse/sql/sql'
export { readTag } from './warehouse/sql/value'

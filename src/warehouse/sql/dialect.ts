/** Which of several rows a value is taken from: the first or the last in an order. */
export interface Pick {
  readonly value: string
  readonly type: 'integer' | 'text'
  /** Columns that rows are ordered by, whole numbers and ASCII texts. */
  readonly order: readonly string[]
  readonly end: 'first' | 'last'
  /** Which rows: never NULL. */
  readonly where: string
}

/** A window over the rows of a group. */
export interface Window {
  readonly partition: readonly string[]
  readonly order: readonly string[]
}

/** How one engine writes what the engines write differently. All else in a query is the same for all. */
export interface Dialect {
  readonly name: DialectName
  /** A name of a table or a column. */
  quote(name: string): string
  /** A text literal. */
  text(value: string): string
  /** The literal of a double, to the last bit. */
  double(value: number): string
  /** An expression as a double. */
  toDouble(sql: string): string
  /** A double that is whole, or a whole number, as a 64-bit integer. */
  toInteger(sql: string): string
  /** A whole number as a text of digits. */
  toText(sql: string): string
  /** A text as one that is compared byte by byte. */
  byBytes(sql: string): string
  /** The sum of 64-bit integers, exact beyond 64 bits, as a double. */
  sum(sql: string): string
  startsWith(text: string, start: string): string
  contains(text: string, part: string): string
  /** The text from the second character on. */
  rest(text: string): string
  /** The value of one row of a group; NULL where there is no row. A value itself is never NULL in a row that is asked for. */
  pick(pick: Pick): string
  /** The value of a column in the row before; NULL in the first. */
  before(column: string, window: Window): string
  /** Begins a common table expression: `name AS (`, and what keeps an engine from working it out more than once. */
  common(name: string): string
  /** The same, of rows that are those of a table as they are: where an engine looks at each column only as it is needed. */
  view(name: string): string
  /** A query that several others read, so written that an engine works it out once; most do where {@link common} says so. */
  kept(query: string): string
  /** What follows a whole query. */
  readonly end: string
}

/**
 * The dialects by name.
 *
 * @example
 * const dialects: DialectName[] = ['duckdb', 'spark', 'postgres', 'clickhouse', 'bigquery', 'snowflake']
 * const queries = new Map(dialects.map((dialect) => [dialect, sql(builtin, { dialect, now }).sql]))
 * queries.get('postgres') === queries.get('bigquery') // => false
 */
export type DialectName = 'duckdb' | 'spark' | 'postgres' | 'clickhouse' | 'bigquery' | 'snowflake'

/** `(PARTITION BY ... ORDER BY ...` with a frame. */
export function over({ partition, order }: Window, frame = ''): string {
  return `OVER (PARTITION BY ${partition.join(', ')} ORDER BY ${order.join(', ')}${frame && ` ${frame}`})`
}

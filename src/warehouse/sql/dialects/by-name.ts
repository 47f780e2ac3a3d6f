import type { Dialect, DialectName } from '../dialect'
import { bigquery } from './bigquery'
import { clickhouse } from './clickhouse'
import { duckdb } from './duckdb'
import { postgres } from './postgres'
import { snowflake } from './snowflake'
import { spark } from './spark'

/** The dialects by name. */
export const dialects: Readonly<Record<DialectName, Dialect>> = {
  duckdb,
  spark,
  postgres,
  clickhouse,
  bigquery,
  snowflake,
}

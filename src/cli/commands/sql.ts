import type { DialectName } from '../../warehouse/sql/dialect'
import { sql } from '../../warehouse/sql/sql'
import { loadDefinitions } from '../definitions'
import { EXIT, type ExitCode, UsageError } from '../errors'
import type { Terminal } from '../terminal'
import { parseInstant } from './options'

/** The options of `aisle sql`. */
export interface SqlCommandOptions {
  readonly dialect: DialectName
  readonly now: string
  readonly events: string
  readonly lines: string
  readonly unique?: boolean | undefined
  readonly json?: boolean | undefined
}

/** `aisle sql`: definitions as one query over two tables, for an engine that is there already. */
export async function printSql(definitions: string, options: SqlCommandOptions, terminal: Terminal): Promise<ExitCode> {
  const { document } = await loadDefinitions(definitions)
  const { dialect, events, lines, unique: is_unique = false } = options
  const query = queryOf()
  terminal.stdout.write(options.json ? `${JSON.stringify(query)}\n` : query.sql)
  return EXIT.OK

  function queryOf() {
    try {
      return sql(document, { dialect, now: parseInstant('--now', options.now), tables: { events, lines }, is_unique })
    } catch (error) {
      throw (error as { code?: string }).code === 'ambiguous_columns' ? new UsageError((error as Error).message) : error
    }
  }
}

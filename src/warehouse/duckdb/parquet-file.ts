import { duckdb } from '../sql/dialects/duckdb'
import { openDuckdb } from './open-duckdb'

/** What {@link parquetFile} goes by. */
export interface ParquetFileOptions {
  /** A folder for what does not fit in memory. */
  readonly folder: string
  /** The columns, in order, with the types of JavaScript that their values have. */
  readonly types: ReadonlyMap<string, ReadonlySet<string>>
}

const { quote, text } = duckdb

/** Makes Parquet of flat rows of NDJSON, in their order. */
export async function parquetFile(from: string, to: string, { folder, types }: ParquetFileOptions): Promise<void> {
  const columns = [...types].map(([name, found]) => `${text(name)}: ${text(typeOf(name, found))}`)
  const db = await openDuckdb({ folder })
  try {
    const rows = `read_ndjson(${text(from)}, columns = {${columns.join(', ')}})`
    await db.run(
      `COPY (SELECT ${[...types.keys()].map(quote).join(', ')} FROM ${rows}) TO ${text(to)} (FORMAT parquet)`,
    )
  } finally {
    db.close()
  }
}

/** Instants are whole milliseconds; what is of several types is text. */
function typeOf(name: string, found: ReadonlySet<string>): string {
  if (name === 'now' || name.startsWith('changes_at_')) return 'BIGINT'
  if (found.size !== 1) return 'VARCHAR'
  return found.has('number') ? 'DOUBLE' : found.has('boolean') ? 'BOOLEAN' : 'VARCHAR'
}

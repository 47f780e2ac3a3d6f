import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { duckdb } from '../sql/dialects/duckdb'
import type { Cell, Duckdb } from './open-duckdb'
import type { ReadyFile } from './ready-files'

/** A log of more bytes than that is decided in parts: of so many, DuckDB takes about as much memory (`bench/scale.ts`). */
const PART_BYTES = 2 ** 30
/** What of the memory a part may take, at most: what else there is, such as what is being written, takes some, too. */
const SHARE_OF_MEMORY = 1 / 3
/** More parts are more files than may be open at once. */
const MOST_PARTS = 256

/** What {@link answerParts} goes by. */
export interface PartOptions {
  /** Where the parts are put, and whatever else is needed meanwhile. */
  readonly folder: string
  readonly parts: number
  /** Called when the rows are in their parts, and needed no more where they were. */
  readonly onSplit?: (() => Promise<void>) | undefined
  /** Called before each step with what of the whole it takes, from 0 to 1. */
  readonly onStep?: ((from: number, to: number) => void) | undefined
}

/**
 * In how many parts files are decided: as many as their bytes need that each has its memory to itself.
 *
 * @param part_bytes The most bytes of a part, for tests.
 */
export async function countParts(
  db: Duckdb,
  files: readonly Pick<ReadyFile, 'size'>[],
  part_bytes?: number,
): Promise<number> {
  const bytes = files.reduce((sum, { size }) => sum + size, 0)
  const most = part_bytes ?? Math.min(PART_BYTES, (await memoryOf(db)) * SHARE_OF_MEMORY)
  return Math.min(MOST_PARTS, Math.ceil(bytes / most))
}

const UNITS: Readonly<Record<string, number>> = { bytes: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 }

/** The memory that it may take, in bytes. */
async function memoryOf(db: Duckdb): Promise<number> {
  const [[limit]] = (await db.rows(`SELECT current_setting('memory_limit')`)) as [[string]]
  const [, number, unit] = /^([\d.]+) (\w+)$/.exec(limit) ?? []
  return Number(number) * (UNITS[unit!] ?? Number.NaN) || PART_BYTES / SHARE_OF_MEMORY
}

/**
 * Answers for one part of a log's rows after another, all of a shopper's being in the same: so what is held at once stays the same,
 * however long the log is. The answers are in the table `answers` in the end, in no order.
 *
 * @param rows A query of rows that have a `shopper_id`.
 * @param answersOf Writes what is asked of a part, given as a relation.
 */
export async function answerParts(
  db: Duckdb,
  rows: string,
  answersOf: (part: string) => string,
  options: PartOptions,
): Promise<void> {
  const { folder, onSplit, onStep } = options
  // Reading and writing takes about as long as all answers do.
  onStep?.(0, 0.5)
  const parts = await split(db, rows, options)
  await onSplit?.()
  for (const [i, part] of parts.entries()) {
    onStep?.((1 + i / parts.length) / 2, (1 + (i + 1) / parts.length) / 2)
    const files = `${join(folder, PARTS, part).replaceAll(/[*?[]/g, '[$&]')}/*.parquet`
    const relation = `(FROM read_parquet(${duckdb.text(files)}, hive_partitioning = false))`
    await db.run(`${i === 0 ? 'CREATE TABLE answers AS' : 'INSERT INTO answers BY NAME'} ${answersOf(relation)}`)
    await rm(join(folder, PARTS, part), { recursive: true })
  }
}

const PARTS = 'parts'

/** Writes rows as files, in a folder for each part; gives the names of the folders. */
async function split(db: Duckdb, rows: string, { folder, parts }: PartOptions): Promise<string[]> {
  const to = join(folder, PARTS)
  // Read once and soon, packing is worth nothing.
  const how = 'FORMAT parquet, PARTITION_BY part, COMPRESSION uncompressed, STRING_DICTIONARY_PAGE_SIZE_LIMIT 10000'
  await db.run(`COPY (SELECT *, HASH(shopper_id) % ${parts} AS part FROM (${rows})) TO ${duckdb.text(to)} (${how})`)
  return readdir(to)
}

/** Leaves nothing of {@link answerParts} behind. */
export async function dropParts(db: Duckdb, { folder }: Pick<PartOptions, 'folder'>): Promise<void> {
  await db.run('DROP TABLE IF EXISTS answers')
  await rm(join(folder, PARTS), { recursive: true, force: true })
}

/** The answers that {@link answerParts} left, in the order of the shoppers' ids. */
export function answersInOrder(db: Duckdb): AsyncGenerator<Cell[][]> {
  return db.stream(`FROM answers WHERE shopper_id IS NOT NULL ORDER BY shopper_id ->> '$'`)
}

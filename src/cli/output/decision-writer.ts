import { createReadStream } from 'node:fs'
import path from 'node:path'
import type { AisleDocument } from '../../language/ast'
import { parquetFile } from '../../warehouse/duckdb/parquet-file'
import type { DecisionRow } from '../../warehouse/shoppers/decision-row'
import { UsageError } from '../errors'
import { printable, type Terminal } from '../terminal'
import { csvLine, type FlatRow, flatColumns, flatRow } from './flat-row'
import { createRowWriter, type RowWriter } from './write-rows'

/** What {@link createDecisionWriter} goes by. */
export interface DecisionWriterOptions {
  /** The file to write, by whose ending it is CSV, Parquet or else NDJSON; standard output where it is absent. */
  readonly out: string | undefined
  readonly document: AisleDocument
  readonly changes: boolean
  /** The files that are read, which are not to be written over. */
  readonly inputs: readonly { readonly name: string }[]
  /** A folder of its own for what is needed meanwhile, where DuckDB is at hand to write Parquet. */
  readonly folder?: string | undefined
}

/**
 * Writes decisions.
 *
 * @throws UsageError where nothing can be written there.
 */
export async function createDecisionWriter(options: DecisionWriterOptions, { stdout }: Terminal): Promise<RowWriter> {
  const { out, document, changes, inputs, folder } = options
  const ending = path.extname(out ?? '').toLowerCase()
  if (ending === '.parquet' && folder === undefined)
    throw new UsageError(
      `Cannot write ${printable(out!)}: found --engine js, expected --engine duckdb, which writes Parquet`,
    )
  const writer = await createRowWriter(out, stdout, inputs)
  const columns = flatColumns(document, changes)
  if (ending === '.csv') return csvWriter(writer, columns)
  return ending === '.parquet' ? parquetWriter(writer, columns, folder!) : writer
}

async function csvWriter(writer: RowWriter, columns: readonly string[]): Promise<RowWriter> {
  await writer.write([csvLine(columns)])
  function* lines(rows: Iterable<object | string>) {
    for (const row of rows) {
      const flat = flatRow(row as DecisionRow)
      yield csvLine(columns.map((column) => flat[column]))
    }
  }
  return { ...writer, write: (rows) => writer.write(lines(rows)) }
}

/** Rows go to a file of NDJSON first, which DuckDB makes Parquet of. */
async function parquetWriter(writer: RowWriter, columns: readonly string[], folder: string): Promise<RowWriter> {
  const lines = path.join(folder, 'decisions.ndjson')
  const rows = await createRowWriter(lines, process.stdout)
  const types = new Map<string, Set<string>>(columns.map((column) => [column, new Set()]))
  function* flat(decisions: Iterable<object | string>): Generator<FlatRow> {
    for (const decision of decisions) {
      const row = flatRow(decision as DecisionRow)
      for (const [column, value] of Object.entries(row)) if (value !== null) types.get(column)?.add(typeof value)
      yield row
    }
  }
  return {
    write: (decisions) => rows.write(flat(decisions)),
    commit: async () => {
      await rows.commit()
      const to = path.join(folder, 'decisions.parquet')
      await parquetFile(lines, to, { folder, types })
      await writer.copy(createReadStream(to))
      await writer.commit()
    },
    abandon: () => {
      rows.abandon()
      writer.abandon()
    },
    copy: writer.copy,
  }
}

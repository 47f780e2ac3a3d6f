import type { AisleDocument } from '../../language/ast'
import type { Decisions } from '../../warehouse/duckdb/ask'
import { decideLog } from '../../warehouse/duckdb/decide-log'
import type { Input } from '../../warehouse/input/input'
import { describeReported, Report } from '../../warehouse/input/report'
import { LogEvents } from '../../warehouse/shoppers/log-events'
import { loadDefinitions } from '../definitions'
import { type ExitCode, UsageError } from '../errors'
import { openInputs } from '../open-inputs'
import { createDecisionWriter } from '../output/decision-writer'
import type { RowWriter } from '../output/write-rows'
import { endWith, sortTold } from '../report/summary'
import { temporaryFolder } from '../temporary-file'
import type { Terminal } from '../terminal'
import { type DecideOptions, futureWarning, type Reading, startReading } from './options'

/** `aisle decide --engine duckdb`: the same rows as the engine in JavaScript gives. */
export async function decideWithDuckdb(
  files: readonly string[],
  options: DecideOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  if (options.changes)
    throw new UsageError('Cannot decide with --engine duckdb: found --changes, expected --engine js, which foresees')
  const { document } = await loadDefinitions(options.definitions)
  const inputs = await openInputs(files, terminal.stdin)
  const reading = await startReading(inputs, options, terminal)
  const folder = temporaryFolder(options.temporary)
  let writer: RowWriter | undefined
  let read: Read | undefined
  try {
    const writing = { out: options.out, document, changes: false, inputs, folder: folder.path }
    writer = await createDecisionWriter(writing, terminal)
    read = await readLog(inputs, reading, { definitions: document, folder: folder.path, options })
    const { decisions, report } = read
    let shoppers = 0
    for await (const rows of decisions.rows()) {
      shoppers += rows.length
      if (!(await writer.write(rows))) break
    }
    await writer.commit()
    const outcome = { shoppers, now: decisions.now }
    const warnings = futureWarning(decisions.now, reading.options.now)
    if (options.limitToLog) warnings.push(...limits(document, decisions.names))
    return endWith(terminal.stderr, report, { json: options.json, outcome, warnings })
  } catch (error) {
    writer?.abandon()
    throw error
  } finally {
    reading.progress.stop()
    read?.decisions.close()
    folder.remove()
    for (const input of inputs) input.close()
  }
}

interface Read {
  readonly decisions: Decisions
  /** What is to be told in the end. */
  readonly report: Report
}

interface ReadLogOptions {
  readonly definitions: AisleDocument
  readonly folder: string
  readonly options: DecideOptions
}

/** Has DuckDB read a log. What it finds out of order is told in the end. */
async function readLog(inputs: readonly Input[], reading: Reading, to: ReadLogOptions): Promise<Read> {
  const { definitions, folder, options } = to
  const found = new Report()
  const read = await decideLog(inputs, {
    definitions,
    now: reading.options.now,
    limit_to_log: options.limitToLog,
    memory_limit: options.memory,
    folder,
    reading: reading.options,
    found,
    onProgress: advance(inputs, reading.progress.advance),
  }).catch(refuse)
  reading.progress.stop()
  if (read.report === found) {
    sortTold(
      found,
      inputs.map(({ name }) => name),
    )
    if (!options.json) reading.progress.print(found.told.map(describeReported))
  }
  return read
}

function limits(document: AisleDocument, names: readonly string[]): string[] {
  const sent = new LogEvents(document)
  for (const name of names) sent.add(name)
  return sent.warning()
}

/** Moves a bar by bytes. */
function advance(
  inputs: readonly Input[],
  move: (bytes: number, events: number) => void,
): (part: number, rows: number) => void {
  const total = inputs.reduce((sum, { size = 0 }) => sum + size, 0)
  let done = 0
  return (part, rows) => {
    const bytes = Math.floor(part * total)
    if (bytes > done) move(bytes - done, rows)
    done = Math.max(done, bytes)
  }
}

/** What is wrong with the machine or the options, and not with the log. */
function refuse(error: Error & { readonly code?: string }): never {
  const isOfUsage = error.code === 'package_missing' || error.code === 'invalid_duckdb_options'
  throw isOfUsage ? new UsageError(error.message) : error
}

import { LogEvents } from '../../warehouse/shoppers/log-events'
import { decisionRows, readShoppers } from '../../warehouse/shoppers/read-shoppers'
import { loadDefinitions } from '../definitions'
import type { ExitCode } from '../errors'
import { openInputs } from '../open-inputs'
import { createRowWriter } from '../output/write-rows'
import { endWith } from '../report/summary'
import type { Terminal } from '../terminal'
import { decideWithDuckdb } from './decide-with-duckdb'
import { type DecideOptions, futureWarning, startReading } from './options'

/** `aisle decide`: reads logs, and writes what is known of each shopper. */
export async function decide(files: readonly string[], options: DecideOptions, terminal: Terminal): Promise<ExitCode> {
  if (options.engine === 'duckdb') return decideWithDuckdb(files, options, terminal)
  const engine = await loadDefinitions(options.definitions)
  const inputs = await openInputs(files, terminal.stdin)
  const { options: reading, report, progress } = await startReading(inputs, options, terminal)
  const { changes = false, limitToLog } = options
  const sent = limitToLog ? new LogEvents(engine.document) : undefined
  const writer = await createRowWriter(options.out, terminal.stdout, files)
  try {
    const book = await readShoppers(inputs, { ...reading, engine, changes, onName: sent?.add })
    progress.stop()
    const shoppers = book.ids().length
    await writer.write(decisionRows(book, changes, sent?.asked()))
    await writer.commit()
    const outcome = { shoppers, now: book.now }
    const warnings = [...futureWarning(book.now, reading.now), ...(sent?.warning() ?? [])]
    return endWith(terminal.stderr, report, { json: options.json, outcome, warnings })
  } catch (error) {
    writer.abandon()
    throw error
  } finally {
    progress.stop()
    for (const input of inputs) input.close()
  }
}

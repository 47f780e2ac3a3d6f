import { loadDraw } from '../../report/charts/draw'
import { readingFacts } from '../../report/reading-facts'
import { reportOf } from '../../report/report-of'
import { readHistories } from '../../warehouse/shoppers/read-histories'
import { loadDefinitions } from '../definitions'
import { type ExitCode, InputError, UsageError } from '../errors'
import { openInputs } from '../open-inputs'
import { createRowWriter } from '../output/write-rows'
import { endWith } from '../report/summary'
import type { Terminal } from '../terminal'
import { futureWarning, type LogOptions, parseInstant, startReading } from './options'

/** The options of `aisle report`. */
export interface ReportCommandOptions extends LogOptions {
  readonly out?: string | undefined
  readonly compare?: string | undefined
}

/** `aisle report`: reads logs, and writes who the shoppers are as one HTML page. */
export async function reportLog(
  files: readonly string[],
  options: ReportCommandOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { document } = await loadDefinitions(options.definitions)
  const compare = options.compare === undefined ? undefined : parseInstant('--compare', options.compare)
  // Says at once what is wrong, before a long log is read.
  await loadDraw().catch(refuse)
  const inputs = await openInputs(files, terminal.stdin)
  const { options: reading, report, progress } = await startReading(inputs, options, terminal)
  const writer = await createRowWriter(options.out, terminal.stdout, inputs)
  try {
    const { shoppers, now, all } = await readHistories(inputs, reading)
    progress.stop()
    if (now === undefined) throw new InputError('Cannot report on a log without an event that can be used')
    const asked = { definitions: document, now, compare, reading: readingFacts(report) }
    const { html } = await reportOf(all, asked).catch(refuse)
    await writer.write(html.trimEnd().split('\n'))
    await writer.commit()
    const warnings = futureWarning(now, reading.now)
    return endWith(terminal.stderr, report, { json: options.json, outcome: { shoppers, now }, warnings })
  } catch (error) {
    writer.abandon()
    throw error
  } finally {
    progress.stop()
    for (const input of inputs) input.close()
  }
}

/** What is wrong with the machine or the options, and not with the log. */
function refuse(error: Error & { readonly code?: string }): never {
  const isOfUsage = error.code === 'package_missing' || error.code === 'invalid_report'
  throw isOfUsage ? new UsageError(error.message) : error
}

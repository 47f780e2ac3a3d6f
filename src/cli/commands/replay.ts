import { replay } from '../../history/replay'
import { readHistories } from '../../warehouse/shoppers/read-histories'
import { loadDefinitions } from '../definitions'
import { type ExitCode, InputError } from '../errors'
import { said } from '../history/said'
import { openInputs } from '../open-inputs'
import { createRowWriter } from '../output/write-rows'
import { endWith } from '../report/summary'
import { printable, type Terminal } from '../terminal'
import { futureWarning, type LogOptions, startReading } from './options'

/** The options of `aisle replay`. */
export interface ReplayCommandOptions extends LogOptions {
  readonly out?: string | undefined
  readonly segment?: readonly string[] | undefined
  readonly shopper?: string | undefined
}

/** `aisle replay`: reads logs, and writes every entry and exit of every shopper with its instant and cause. */
export async function replayLog(
  files: readonly string[],
  options: ReplayCommandOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { document } = await loadDefinitions(options.definitions)
  const groups = options.segment && { groups: options.segment }
  // Says at once what is wrong, before a long log is read.
  said(() => replay([], document, { ...groups }))
  const inputs = await openInputs(files, terminal.stdin)
  const { options: reading, report, progress } = await startReading(inputs, options, terminal)
  const writer = await createRowWriter(options.out, terminal.stdout, files)
  try {
    const { shoppers, now, all } = await readHistories(inputs, { ...reading, only: options.shopper })
    progress.stop()
    if (options.shopper !== undefined && shoppers === 0) throw notFound(options.shopper, report.counts.events)
    await writer.write(now === undefined ? [] : replay(all, document, { ...groups, until: now }))
    await writer.commit()
    const outcome = { shoppers, now }
    const warnings = futureWarning(now, reading.now)
    return endWith(terminal.stderr, report, { json: options.json, outcome, warnings })
  } catch (error) {
    writer.abandon()
    throw error
  } finally {
    progress.stop()
    for (const input of inputs) input.close()
  }
}

function notFound(shopper: string, events: number): InputError {
  const count = events.toLocaleString('en-US')
  return new InputError(
    `Cannot replay shopper ${printable(JSON.stringify(shopper))}: none of the ${count} events is theirs`,
  )
}

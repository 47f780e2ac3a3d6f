import { type BacktestOptions, backtest } from '../../history/backtest'
import type { Duration } from '../../language/ast'
import { readHistoriesAt } from '../../warehouse/shoppers/read-histories'
import { loadDefinitions } from '../definitions'
import type { ExitCode } from '../errors'
import { backtestLines } from '../history/backtest-lines'
import { parseOutcome } from '../history/parse-outcome'
import { said } from '../history/said'
import { openInputs } from '../open-inputs'
import { endWith } from '../report/summary'
import { printLines, type Terminal } from '../terminal'
import { type LogOptions, parseInstant, startReading } from './options'

/** The options of `aisle backtest`. */
export interface BacktestCommandOptions extends Omit<LogOptions, 'now'> {
  readonly at: string
  readonly segment?: readonly string[] | undefined
  readonly outcome: string
  readonly within: string
  readonly samples: number
  readonly seed: number
}

/** `aisle backtest`: what being in a segment or a stage before an instant said of what came after it. */
export async function backtestLog(
  files: readonly string[],
  options: BacktestCommandOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { document } = await loadDefinitions(options.definitions)
  const asked = askedOf(options)
  const { at } = asked
  // Says at once what is wrong, before a long log is read.
  said(() => backtest([], document, asked))
  const inputs = await openInputs(files, terminal.stdin)
  const { options: reading, report, progress } = await startReading(inputs, { ...options, now: 'latest' }, terminal)
  try {
    const { shoppers, now, all } = await readHistoriesAt(inputs, { ...reading, at })
    progress.stop()
    const result = backtest(all, document, { ...asked, ...(now !== undefined && { observed_until: now }) })
    const warnings = result.is_complete ? [] : [cutShort(now, at + result.within_ms)]
    const outcome = { shoppers, now: at }
    if (options.json) {
      terminal.stdout.write(`${JSON.stringify(result)}\n`)
    } else {
      printLines(terminal.stdout, backtestLines(result, options.outcome, options.within))
    }
    return endWith(terminal.stderr, report, { json: options.json, outcome, warnings })
  } finally {
    progress.stop()
    for (const input of inputs) input.close()
  }
}

function askedOf({ at, segment, outcome, within, samples, seed }: BacktestCommandOptions): BacktestOptions {
  const isAll = segment === undefined || segment.includes('all')
  return {
    at: parseInstant('--at', at),
    outcome: parseOutcome(outcome),
    within: within as Duration,
    samples,
    seed,
    ...(!isAll && { groups: segment }),
  }
}

function cutShort(now: number | undefined, end: number): string {
  const found = now === undefined ? 'no event' : `the latest event at ${new Date(now).toISOString()}`
  return `--within: found ${found}, before the horizon's end at ${new Date(end).toISOString()}: what came later is missing`
}

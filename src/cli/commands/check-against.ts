import { coverageOf } from '../../language/coverage'
import { readEvents } from '../../warehouse/input/read-events'
import { coverageLines } from '../against/coverage-lines'
import { loadDefinitions } from '../definitions'
import type { ExitCode } from '../errors'
import { openInputs } from '../open-inputs'
import { endWith } from '../report/summary'
import { lineWidth, printLines, type Terminal } from '../terminal'
import { type LogOptions, startReading } from './options'

/** The options of `aisle check --against`. */
export interface CheckAgainstOptions extends Omit<LogOptions, 'definitions' | 'now'> {
  readonly against: readonly string[]
}

/** `aisle check --against`: what a log can decide of each definition, and which events it lacks for the rest. */
export async function checkAgainst(
  name: string | undefined,
  options: CheckAgainstOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const definitions = name ?? 'builtin'
  const { document } = await loadDefinitions(definitions)
  const inputs = await openInputs(options.against, terminal.stdin)
  const {
    options: reading,
    report,
    progress,
  } = await startReading(inputs, { ...options, definitions, now: 'latest' }, terminal)
  const events = new Map<string, number>()
  try {
    await readEvents(inputs, reading, ({ name }) => {
      events.set(name, (events.get(name) ?? 0) + 1)
    })
    progress.stop()
    const coverage = coverageOf(document, events.keys())
    if (options.json) {
      const told = { ok: true, events: Object.fromEntries(events), definitions: coverage }
      terminal.stdout.write(`${JSON.stringify(told)}\n`)
    } else {
      printLines(terminal.stdout, coverageLines(coverage, events, lineWidth(terminal.stdout)))
    }
    return endWith(terminal.stderr, report, { json: options.json })
  } finally {
    progress.stop()
    for (const input of inputs) input.close()
  }
}

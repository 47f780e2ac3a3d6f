import type { Writable } from 'node:stream'
import type { Engine } from '../../engine/compile'
import type { Shopper } from '../../engine/shopper'
import type { ShopEvent } from '../../vocabulary/event-types'
import { readShoppers } from '../decide/read-shoppers'
import { loadDefinitions } from '../definitions'
import { EXIT, type ExitCode, InputError, UsageError } from '../errors'
import { explanationLines, traitLines } from '../explain/explanation-lines'
import { wrapLine } from '../explain/wrap-line'
import { openInputs } from '../input/input'
import { summaryJson, summaryLines } from '../report/summary'
import { isTerminal, printable, printLines, type Terminal } from '../terminal'
import { futureWarning, type LogOptions, startReading } from './options'

/** The options of `aisle explain`. */
export interface ExplainOptions extends LogOptions {
  readonly shopper: string
  readonly segment?: string | undefined
}

/** `aisle explain`: says of one shopper what held, with which numbers and events, and until when. */
export async function explain(
  files: readonly string[],
  options: ExplainOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const engine = await loadDefinitions(options.definitions)
  const names = namesToExplain(engine, options.segment)
  const inputs = await openInputs(files, terminal.stdin)
  const { options: reading, report, progress } = await startReading(inputs, options, terminal)
  const events = new Map<string, ShopEvent>()
  const onFold = (event: ShopEvent) => events.set(event.id, event)
  try {
    const book = await readShoppers(inputs, { ...reading, engine, changes: true, only: options.shopper, onFold })
    progress.stop()
    const shopper = book.take(options.shopper)
    if (!shopper || book.now === undefined) throw notFound(options.shopper, report.counts.events)
    const outcome = { shoppers: 1, now: book.now }
    const warnings = futureWarning(book.now, reading.now)
    if (options.json) {
      terminal.stdout.write(`${JSON.stringify(toJson(shopper, options.shopper, names, book.now))}\n`)
      terminal.stderr.write(`${JSON.stringify({ ...summaryJson(report, outcome), warnings })}\n`)
    } else {
      const lines = toLines(shopper, options.shopper, names, book.now, events)
      printLines(terminal.stdout, fitted(lines, terminal.stdout))
      printLines(terminal.stderr, report.isBad ? [...warnings, ...summaryLines(report, outcome)] : warnings)
    }
    return report.isBad ? EXIT.BAD_INPUT : EXIT.OK
  } finally {
    progress.stop()
    for (const input of inputs) input.close()
  }
}

/** Lines as wide as a terminal is; elsewhere as long as they are. */
function fitted(lines: readonly string[], stdout: Writable): string[] {
  const { columns } = stdout as NodeJS.WriteStream
  return isTerminal(stdout) && columns > 40 ? lines.flatMap((line) => wrapLine(printable(line), columns)) : [...lines]
}

/** What is to be explained: rules (segments, stage sets) and traits. */
interface Names {
  readonly rules: readonly string[]
  readonly traits: readonly string[]
}

function namesToExplain({ document }: Engine, wanted: string | undefined): Names {
  const names = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name)
  const rules = names([...document.segments, ...document.stages])
  const traits = names(document.traits)
  if (wanted === undefined) return { rules, traits }
  const found = { rules: rules.filter((name) => name === wanted), traits: traits.filter((name) => name === wanted) }
  if (found.rules.length || found.traits.length) return found
  const known = [...rules, ...traits].join(', ')
  throw new UsageError(`Cannot explain ${printable(JSON.stringify(wanted))}: no such segment, expected one of ${known}`)
}

function notFound(shopper: string, events: number): InputError {
  const count = events.toLocaleString('en-US')
  return new InputError(
    `Cannot explain shopper ${printable(JSON.stringify(shopper))}: none of the ${count} events is theirs`,
  )
}

function toJson(shopper: Shopper, shopper_id: string, names: Names, now: number): object {
  const explanations = names.rules.map((name) => shopper.explain(name, now)!)
  return {
    shopper_id,
    now,
    explanations,
    traits: Object.fromEntries(names.traits.map((name) => [name, shopper.trait(name, now)])),
  }
}

function toLines(
  shopper: Shopper,
  shopper_id: string,
  names: Names,
  now: number,
  events: ReadonlyMap<string, ShopEvent>,
): string[] {
  const explanations = names.rules.map((name) => shopper.explain(name, now)!)
  const count = events.size === 1 ? '1 event' : `${events.size} events`
  const head = `Shopper ${shopper_id}, ${count}, at ${new Date(now).toISOString()}`
  const traits = names.traits.flatMap((name) => traitLines(name, shopper.trait(name, now)!))
  return [
    head,
    ...explanations.flatMap((one) => ['', ...explanationLines(one, events)]),
    ...(traits.length ? ['', ...traits] : []),
  ]
}

import type { Writable } from 'node:stream'
import { compile } from '../../engine/compile'
import type { Shopper } from '../../engine/shopper'
import type { AisleDocument } from '../../language/ast'
import type { ShopEvent } from '../../vocabulary/event-types'
import { LogEvents } from '../../warehouse/shoppers/log-events'
import { readShoppers } from '../../warehouse/shoppers/read-shoppers'
import { loadDefinitions } from '../definitions'
import { type ExitCode, InputError, UsageError } from '../errors'
import { explanationLines, shortInstant, traitLines } from '../explain/explanation-lines'
import { pointParts } from '../explain/point-parts'
import { wrapLine } from '../explain/wrap-line'
import { openInputs } from '../open-inputs'
import { endWith } from '../report/summary'
import { isTerminal, printable, printLines, type Terminal } from '../terminal'
import { futureWarning, type LogOptions, startReading } from './options'

/** The options of `aisle explain`. */
export interface ExplainOptions extends LogOptions {
  readonly shopper: string
  readonly segment?: string | undefined
  readonly limitToLog?: boolean | undefined
}

/** `aisle explain`: says of one shopper what held, with which numbers and events, by how much, and until when. */
export async function explain(
  files: readonly string[],
  options: ExplainOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { document: whole } = await loadDefinitions(options.definitions)
  const names = namesToExplain(whole, options.segment)
  const inputs = await openInputs(files, terminal.stdin)
  const { options: reading, report, progress } = await startReading(inputs, options, terminal)
  const engine = compile(pointParts(whole).document)
  const sent = options.limitToLog ? new LogEvents(whole) : undefined
  const events = new Map<string, ShopEvent>()
  const onFold = (event: ShopEvent) => events.set(event.id, event)
  try {
    const asked = { engine, changes: true, only: options.shopper, onFold, onName: sent?.add }
    const book = await readShoppers(inputs, { ...reading, ...asked })
    progress.stop()
    const read = book.take(options.shopper)
    if (!read || book.now === undefined) throw notFound(options.shopper, report.counts.events)
    const { now } = book
    const document = sent?.document ?? whole
    const parts = pointParts(document)
    const shopper = sent ? sent.asked((limited) => pointParts(limited).document)(read) : read
    const outcome = { shoppers: 1, now }
    const warnings = [...futureWarning(now, reading.now), ...(sent?.warning(options.segment) ?? [])]
    if (options.json) {
      terminal.stdout.write(`${JSON.stringify(toJson(shopper, options.shopper, names, now))}\n`)
    } else {
      const lackedBy = (name: string) => sent?.lackedBy(name) ?? []
      const one = { shopper, shopper_id: options.shopper, now, events, document, parts, lackedBy }
      printLines(terminal.stdout, fitted(toLines(one, names, options.segment === undefined), terminal.stdout))
    }
    return endWith(terminal.stderr, report, { json: options.json, outcome, warnings, counts: report.isBad })
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

function namesToExplain(document: AisleDocument, wanted: string | undefined): Names {
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

/** A shopper with what is needed to speak of them. */
interface Explained {
  readonly shopper: Shopper
  readonly shopper_id: string
  readonly now: number
  readonly events: ReadonlyMap<string, ShopEvent>
  readonly document: AisleDocument
  readonly parts: ReturnType<typeof pointParts>
  /** Of a definition, the events that the log lacks, where it is limited to those of the log. */
  readonly lackedBy: (name: string) => readonly string[]
}

// What somebody is in comes first, and what they are not in last.
const ORDER: Readonly<Record<string, number>> = { in: 0, unknown: 2, out: 3 }
const STAGES = 1

function toLines(one: Explained, names: Names, isAll: boolean): string[] {
  const { shopper, shopper_id, now, events, document, parts, lackedBy } = one
  const explanations = names.rules.map((name) => shopper.explain(name, now)!)
  const rank = ({ kind, outcome }: (typeof explanations)[number]) => (kind === 'stage' ? STAGES : ORDER[outcome]!)
  explanations.sort((a, b) => rank(a) - rank(b))
  const points: Parameters<typeof explanationLines>[1]['points'] = (condition) => parts.because(shopper, condition, now)
  const traits = document.traits.filter(({ name }) => names.traits.includes(name))
  const withLacks = (name: string, [head, ...rest]: readonly string[]) => {
    const lacks = lackedBy(name)
    return ['', head!, ...(lacks.length ? [`  The log has no ${lacks.join(', ')}.`] : []), ...rest]
  }
  return [
    `Shopper ${shopper_id} on ${shortInstant(now)}, by ${eventCount(events)}`,
    ...(isAll ? overview(explanations) : []),
    ...explanations.flatMap((each) => withLacks(each.name, explanationLines(each, { events, document, points }))),
    ...traits.flatMap((trait) => withLacks(trait.name, traitLines(trait, shopper.trait(trait.name, now)!, events))),
  ]
}

/** What the explanations come to, to begin with. */
function overview(explanations: readonly { kind: string; name: string; outcome: string }[]): string[] {
  const segments = explanations.filter(({ kind }) => kind === 'segment')
  const named = (outcome: string) => segments.filter((each) => each.outcome === outcome).map(({ name }) => name)
  const stages = explanations.filter(({ kind }) => kind === 'stage').map(({ name, outcome }) => `${name} ${outcome}`)
  const lists: readonly (readonly [string, readonly string[]])[] = [
    ['In', named('in')],
    ['Stages', stages],
    ['Unknown', named('unknown')],
    ['Not in', named('out')],
  ]
  return lists.flatMap(([label, list]) => (list.length ? [`  ${label}: ${list.join(', ')}`] : []))
}

function eventCount(events: ReadonlyMap<string, ShopEvent>): string {
  const times = [...events.values()].map(({ time }) => time)
  if (!times.length) return 'no event yet'
  const first = times.reduce((a, b) => Math.min(a, b))
  const last = times.reduce((a, b) => Math.max(a, b))
  if (times.length === 1) return `1 event on ${shortInstant(first)}`
  return `${times.length} events from ${shortInstant(first)} to ${shortInstant(last)}`
}

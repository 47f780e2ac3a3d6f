import { documentCost } from '../../engine/cost'
import type { Segment, StageSet, Trait } from '../../language/ast'
import { describe, describeCondition } from '../../language/describe'
import { loadDefinitions } from '../definitions'
import { EXIT, type ExitCode, UsageError } from '../errors'
import { printable, printLines, type Terminal } from '../terminal'

/** The options of `aisle check`. */
export interface CheckOptions {
  readonly json?: boolean | undefined
}

/** `aisle check`: whether definitions can be used, what each says in words, and what they cost. Problems are thrown. */
export async function checkDefinitions(
  name: string | undefined,
  options: CheckOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  if (name === undefined) throw new UsageError('Cannot check: found nothing, expected definitions, or --against LOG')
  const engine = await loadDefinitions(name)
  const { segments, stages, traits } = engine.document
  const definitions = [...segments, ...stages, ...traits]
  const { leaves, growing } = documentCost(engine)
  const counts = { segments: segments.length, stages: stages.length, traits: traits.length }
  if (options.json) {
    const cost = { leaves: leaves.length, growing }
    const words = definitions.map((each) => ({ name: each.name, words: describe(each) }))
    terminal.stdout.write(`${JSON.stringify({ ok: true, ...counts, cost, definitions: words })}\n`)
    return EXIT.OK
  }
  const nouns = { segments: 'segment', stages: 'stage set', traits: 'trait' } as const
  const said = Object.entries(nouns).map(([list, noun]) => {
    const count = counts[list as keyof typeof counts]
    return `${count} ${noun}${count === 1 ? '' : 's'}`
  })
  const kinds = new Map<string, number>()
  for (const { keeps } of leaves) kinds.set(keeps, (kinds.get(keeps) ?? 0) + 1)
  printLines(terminal.stdout, [
    `OK ${printable(name)}: ${said.join(', ')}`,
    '',
    ...definitions.flatMap(definitionLines),
    '',
    `Cost: ${leaves.length} selections are kept for each shopper:`,
    ...[...kinds].map(([kind, count]) => `  ${String(count).padStart(3)}  ${KEEPS[kind]}`),
  ])
  return EXIT.OK
}

/** A definition in words: of a stage set, each stage in a line. */
function definitionLines(definition: Segment | StageSet | Trait): string[] {
  if (!('stages' in definition)) return [describe(definition)]
  const { name, stages, otherwise } = definition
  const lines = stages.map((stage, i) => `  ${i ? 'else ' : ''}${stage.name} when ${describeCondition(stage.when)}`)
  return [`A shopper's ${name} is`, ...lines, `  else ${otherwise}`]
}

const KEEPS: Readonly<Record<string, string>> = {
  one: 'keep one entry',
  value: 'keep an entry for each different value',
  day: 'keep an entry for each day',
  window: 'keep the events of their window',
  event: 'keep an entry for each event, so they grow with the history',
}

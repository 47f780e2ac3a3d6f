import { documentCost } from '../../engine/cost'
import { describe } from '../../language/describe'
import { loadDefinitions } from '../definitions'
import { EXIT, type ExitCode } from '../errors'
import { printable, printLines, type Terminal } from '../terminal'

/** The options of `aisle check`. */
export interface CheckOptions {
  readonly json?: boolean | undefined
}

/** `aisle check`: whether definitions can be used, what each says in words, and what they cost. Problems are thrown. */
export async function checkDefinitions(name: string, options: CheckOptions, terminal: Terminal): Promise<ExitCode> {
  const engine = await loadDefinitions(name)
  const { segments, stages, traits } = engine.document
  const words = [...segments, ...stages, ...traits].map((each) => ({ name: each.name, words: describe(each) }))
  const { leaves, growing } = documentCost(engine)
  const counts = { segments: segments.length, stages: stages.length, traits: traits.length }
  if (options.json) {
    const cost = { leaves: leaves.length, growing }
    terminal.stdout.write(`${JSON.stringify({ ok: true, ...counts, cost, definitions: words })}\n`)
    return EXIT.OK
  }
  const said = Object.entries(counts).map(([what, count]) => `${count} ${what === 'stages' ? 'stage sets' : what}`)
  const kinds = new Map<string, number>()
  for (const { keeps } of leaves) kinds.set(keeps, (kinds.get(keeps) ?? 0) + 1)
  printLines(terminal.stdout, [
    `OK ${printable(name)}: ${said.join(', ')}`,
    '',
    ...words.flatMap((each) => each.words.split('\n')),
    '',
    `Cost: ${leaves.length} selections are kept for each shopper:`,
    ...[...kinds].map(([kind, count]) => `  ${String(count).padStart(3)}  ${KEEPS[kind]}`),
  ])
  return EXIT.OK
}

const KEEPS: Readonly<Record<string, string>> = {
  one: 'keep one entry',
  value: 'keep an entry for each different value',
  day: 'keep an entry for each day',
  window: 'keep the events of their window',
  event: 'keep an entry for each event, so they grow with the history',
}

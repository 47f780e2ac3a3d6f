import { builtin } from '../../lifecycle/builtin'
import { builtinPlaybook } from '../../lifecycle/builtin-playbook'
import { abouts } from '../catalogue/abouts'
import { entriesOf, familyTitle } from '../catalogue/entries'
import { entryLines } from '../catalogue/entry-lines'
import { PLAYBOOK, treatmentLines } from '../catalogue/treatment-lines'
import { EXIT, type ExitCode, UsageError } from '../errors'
import { lineWidth, printable, printLines, type Terminal } from '../terminal'

/** The options of `aisle catalogue`. */
export interface CatalogueOptions {
  readonly family?: string | undefined
  readonly json?: boolean | undefined
}

/** `aisle catalogue`: what is built in, in words, with the reason for every number and the events that it needs. */
export function listCatalogue({ family, json }: CatalogueOptions, { stdout }: Terminal): ExitCode {
  const all = entriesOf(builtin, abouts)
  const families = [...new Set(all.map((entry) => entry.family))]
  const asked = families.filter((one) => family === undefined || (one ?? 'other') === family)
  const treatments = family === undefined || family === PLAYBOOK ? builtinPlaybook.treatments : []
  if (!asked.length && !treatments.length) {
    const wanted = [...families.map((one) => one ?? 'other'), PLAYBOOK].join(', ')
    throw new UsageError(`Cannot list family ${printable(JSON.stringify(family))}: expected one of ${wanted}`)
  }
  const entries = all.filter((entry) => asked.includes(entry.family))
  if (json) {
    stdout.write(`${JSON.stringify({ entries, treatments })}\n`)
    return EXIT.OK
  }
  const width = lineWidth(stdout)
  const block = (title: string, parts: readonly string[][]) =>
    parts.length ? [`== ${title}`, '', ...parts.flatMap((lines) => [...lines, ''])] : []
  const lines = asked.flatMap((one) => {
    const own = entries.filter((entry) => entry.family === one)
    return block(
      familyTitle(one),
      own.map((entry) => entryLines(entry, width)),
    )
  })
  const playbook = block(
    'Playbook',
    treatments.map((treatment) => treatmentLines(treatment, width)),
  )
  printLines(stdout, [...lines, ...playbook].slice(0, -1))
  return EXIT.OK
}

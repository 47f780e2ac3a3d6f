import { builtin } from '../../lifecycle/builtin'
import { abouts } from '../catalogue/abouts'
import { entriesOf, familyTitle } from '../catalogue/entries'
import { entryLines } from '../catalogue/entry-lines'
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
  if (!asked.length) {
    const wanted = families.map((one) => one ?? 'other').join(', ')
    throw new UsageError(`Cannot list family ${printable(JSON.stringify(family))}: expected one of ${wanted}`)
  }
  const entries = all.filter((entry) => asked.includes(entry.family))
  if (json) {
    stdout.write(`${JSON.stringify({ entries })}\n`)
    return EXIT.OK
  }
  const width = lineWidth(stdout)
  const lines = asked.flatMap((one) => [
    `== ${familyTitle(one)}`,
    '',
    ...entries.filter((entry) => entry.family === one).flatMap((entry) => [...entryLines(entry, width), '']),
  ])
  printLines(stdout, lines.slice(0, -1))
  return EXIT.OK
}

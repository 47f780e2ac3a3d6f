import { wrapLine } from '../explain/wrap-line'
import type { CatalogueEntry } from './entries'

const KINDS: Readonly<Record<CatalogueEntry['kind'], string>> = {
  segment: 'segment',
  stages: 'stage set',
  trait: 'trait',
  made: "made for a shop, with the shop's own numbers",
}

/** An entry of the catalogue as lines, none wider than `width`. */
export function entryLines(entry: CatalogueEntry, width: number): string[] {
  const { name, title, kind, words, thresholds, needs, missing, stages, values } = entry
  const lines = [
    `${name}: ${title} (${KINDS[kind]})`,
    ...(words === null ? [] : [`  ${words}`]),
    ...(stages ? [`  stages: ${stages.join(', ')}`] : []),
    ...(values ? [`  one of: ${values.join(', ')}`] : []),
    ...(needs.length ? [`  needs: ${needs.join(', ')}`] : []),
    ...(missing === null ? [] : [`  where too little was seen: ${missing}`]),
    ...thresholds.map(({ what, why, source }) => `  - ${what}. ${why} [${source}]`),
  ]
  return lines.flatMap((line) => wrapLine(line, width))
}

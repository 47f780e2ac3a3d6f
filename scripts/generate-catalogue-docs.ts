/**
 * Writes the pages of `docs/catalogue/`, one a family, from what is built in, the words that stand beside it, and the
 * figures of `measure-catalogue.ts`: `node scripts/run.mjs scripts/generate-catalogue-docs.ts`.
 *
 * @module
 */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { abouts } from '../src/cli/catalogue/abouts'
import { type CatalogueEntry, entriesOf, familyTitle } from '../src/cli/catalogue/entries'
import { placeOf, reasonOf } from '../src/cli/catalogue/treatment-lines'
import { builtin } from '../src/lifecycle/builtin'
import { builtinPlaybook } from '../src/lifecycle/builtin-playbook'
import type { Treatment } from '../src/lifecycle/playbook'
import type { Family } from '../src/segments/about'
import { FIGURES_FILE, type Figure, type GroupFigures, type LogFigures } from './measure-catalogue'

const FOLDER = 'docs/catalogue'
const NOTE =
  '<!-- Made by scripts/generate-catalogue-docs.ts: change the definitions and the words beside them, then npm run catalogue. -->'

const PLAYBOOK_FILE = 'playbook.md'

/** What else the pages are made of. */
export interface CataloguePagesOptions {
  /** @default none */
  readonly treatments?: readonly Treatment[]
}

/**
 * Every page by its file's name.
 *
 * @example
 * cataloguePages(entriesOf(builtin, abouts), figures)['README.md']
 */
export function cataloguePages(
  entries: readonly CatalogueEntry[],
  figures: readonly LogFigures[],
  { treatments = [] }: CataloguePagesOptions = {},
): Readonly<Record<string, string>> {
  const families = [...new Set(entries.map(({ family }) => family))]
  const of = (family: Family | null) => entries.filter((entry) => entry.family === family)
  const pages = families.map((family) => [fileOf(family), familyPage(family, of(family), figures)])
  const index = indexPage(families, of, figures)
  if (!treatments.length) return { 'README.md': index, ...Object.fromEntries(pages) }
  return { 'README.md': index, ...Object.fromEntries(pages), [PLAYBOOK_FILE]: playbookPage(treatments) }
}

/** A family's page: `value-and-risk.md`. */
function fileOf(family: Family | null): string {
  return `${(family ?? 'other').replace(/ /g, '-')}.md`
}

function indexPage(
  families: readonly (Family | null)[],
  of: (family: Family | null) => readonly CatalogueEntry[],
  figures: readonly LogFigures[],
): string {
  const lists = families.flatMap((family) => [
    `## [${familyTitle(family)}](${fileOf(family)})`,
    ...of(family).map(
      ({ name, title, kind }) => `- [\`${name}\`](${fileOf(family)}#${name}): ${title} (${KINDS[kind]})`,
    ),
    '',
  ])
  return page([
    '# The catalogue',
    '',
    '`aisle catalogue` lists the same, `--json` for programs.',
    '',
    ...lists,
    `## [Playbook](${PLAYBOOK_FILE})`,
    '- What to do for a shopper, and why: the treatments',
    '',
    '## The figures',
    '',
    ...methodLines(figures),
    '## Nearly the same?',
    '',
    'Pairs of which half of the shoppers in either are in both, or more, on each log. Small groups, and stages that most shoppers are in, are here by chance.',
    '',
    ...figures.flatMap(({ title, closest }) => [
      ...table(
        ['', title, 'in both', 'of those in either'],
        closest.map(({ groups: [a, b], both, jaccard }) => [`\`${a}\``, `\`${b}\``, count(both), percent(jaccard)]),
      ),
      '',
    ]),
  ])
}

const KINDS: Readonly<Record<CatalogueEntry['kind'], string>> = {
  segment: 'segment',
  stages: 'stage set',
  trait: 'trait',
  made: 'made for a shop, with its own numbers',
}

function methodLines(figures: readonly LogFigures[]): string[] {
  return [
    'Each page gives what being in a segment or stage strictly before an instant said of orders after it ([how](../history.md)), on the two logs that ship with Aisle:',
    '',
    ...table(
      ['log', 'known before', 'shoppers', 'ordered within', 'of all'],
      figures.map(({ title, origin, at, within, shoppers, outcomes, rate }) => [
        `${title} (${origin})`,
        at.slice(0, 10),
        count(shoppers),
        `${within}: ${count(outcomes)}`,
        spread(rate, 100, 1, ' %'),
      ]),
    ),
    '',
    'In brackets: 95 % percentile bootstrap intervals by shopper, 1,000 samples; none where the shoppers at hand cannot tell. *rate* is the precision of the segment as a forecast, *lift* is it over the rate of all, *recall* the share of those who ordered, *by time* the share of exits without an event. These are two small shops: they show which way a segment points, and are no promise for another shop.',
    '',
  ]
}

function familyPage(family: Family | null, entries: readonly CatalogueEntry[], figures: readonly LogFigures[]): string {
  return page([`# ${familyTitle(family)}`, '', ...entries.flatMap((entry) => entryLines(entry, figures))])
}

function entryLines(entry: CatalogueEntry, figures: readonly LogFigures[]): string[] {
  const { name, title, kind, version, words, definition, needs, missing, thresholds, values } = entry
  const said = version === null ? '' : `, version ${version}`
  return [
    `## ${name}`,
    '',
    `**${title}** (${KINDS[kind]}${said})`,
    '',
    ...(words === null ? [] : [words, '']),
    ...(definition === null ? [] : [`> ${definition}`, '']),
    ...(values ? [`One of: ${values.map((value) => `\`${value}\``).join(', ')}.`, ''] : []),
    ...(needs.length ? [`Needs: ${needs.map((event) => `\`${event}\``).join(', ')}.`, ''] : []),
    ...(missing === null ? [] : [`Where too little was seen: ${missing}`, '']),
    ...(thresholds.length
      ? [
          ...table(
            ['number', 'why', 'source'],
            thresholds.map(({ what, why, source }) => [what, why, source]),
          ),
          '',
        ]
      : []),
    ...figureLines(entry, figures),
  ]
}

function playbookPage(treatments: readonly Treatment[]): string {
  const rows = treatments.map((treatment) => {
    const { name, what, about, service } = treatment
    const more = [...(about === undefined ? [] : [`about the \`${about}\``]), ...(service ? ['service'] : [])]
    return [`\`${name}\``, what, reasonOf(treatment), [placeOf(treatment), ...more].join('; ')]
  })
  return page([
    '# The playbook',
    '',
    'What to do for a shopper, and why: the treatments that are built in, the first to be given first. `selectTreatments` gives those that are due for a shopper, each with the evidence of its reason and the instant at which that ends; a shop replaces them or adds its own ([how](../customers.md)). *service* is what is owed for an order: it goes to those who have unsubscribed, too.',
    '',
    ...table(['treatment', 'what', 'why', 'where and when'], rows),
  ])
}

const HEAD = ['shoppers', 'share', 'rate', 'lift', 'recall', 'exits', 'by time']

/** What each log said of it; nothing of a log on which another version was measured. */
function figureLines({ kind, name, version, stages }: CatalogueEntry, figures: readonly LogFigures[]): string[] {
  const measured = (log: LogFigures, label: string) => {
    const group = log.groups[label]
    return group?.version === version ? [cellsOf(group, log)] : []
  }
  if (kind === 'segment') {
    const rows = figures.flatMap((log) => measured(log, name).map((cells) => [log.title, ...cells]))
    return rows.length ? [...table(['', ...HEAD], rows), ''] : []
  }
  return figures.flatMap((log) => {
    const rows = (stages ?? []).flatMap((stage) =>
      measured(log, `${name}.${stage}`).map((cells) => [`\`${stage}\``, ...cells]),
    )
    return rows.length ? [...table([log.title, ...HEAD], rows), ''] : []
  })
}

function cellsOf(group: GroupFigures, { shoppers: all }: LogFigures): string[] {
  const { shoppers, unknown, share, rate, lift, recall, exits, exits_by_time } = group
  if (unknown === all) return ['unknown: the log lacks its events', ...HEAD.slice(1).map(() => '')]
  const said = unknown ? `${count(shoppers)} (unknown of ${count(unknown)})` : count(shoppers)
  const figures = [share, rate].map((one) => spread(one, 100, 1, ' %'))
  const by_time = exits ? percent(exits_by_time / exits) : ''
  return [said, ...figures, spread(lift, 1, 2, ''), spread(recall, 100, 1, ' %'), count(exits), by_time]
}

/** `9.8 % [4.7, 15.4]`. */
function spread([value, low, high]: Figure, scale: number, digits: number, unit: string): string {
  const said = (one: number) => (scale * one).toFixed(digits)
  if (value === null) return ''
  return low === null || high === null ? `${said(value)}${unit}` : `${said(value)}${unit} [${said(low)}, ${said(high)}]`
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`
}

function count(n: number): string {
  return n.toLocaleString('en-US')
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replace(/\|/g, '\\|')).join(' | ')} |`
  return rows.length ? [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)] : []
}

function page(lines: readonly string[]): string {
  return `${[NOTE, '', ...lines].join('\n').trimEnd()}\n`
}

/** Writes every page, and takes away those of families that are no more. */
export async function main(): Promise<void> {
  const figures: LogFigures[] = JSON.parse(await readFile(FIGURES_FILE, 'utf8'))
  const pages = cataloguePages(entriesOf(builtin, abouts), figures, builtinPlaybook)
  for (const file of await readdir(FOLDER)) if (file.endsWith('.md') && !(file in pages)) await rm(`${FOLDER}/${file}`)
  for (const [file, text] of Object.entries(pages)) await writeFile(`${FOLDER}/${file}`, text)
  console.log(`wrote ${Object.keys(pages).length} pages into ${FOLDER}`)
}

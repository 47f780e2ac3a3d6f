import { type BarGroup, barChart } from '../charts/bar-chart'
import { PALETTE } from '../charts/palette'
import type { ReportFacts } from '../facts/report-facts'
import type { SegmentSize } from '../facts/segment-tally'
import { figure } from './figure'
import { type Html, html, type Part } from './html'
import type { Section, SectionInput } from './section'
import { stageLabel, stageSaid } from './stage-words'
import { count, fewNote, percent, plainName, sentence, shareOf, some } from './words'

/** As many segments stand in the first chart. */
const MOST_SEGMENTS = 8

/** The stage set of the first chart, where the document has it; else its first one. */
const CANNOT = 'cannot be told'

const FIRST_SET = 'customer_lifecycle'

/**
 * Who the shoppers are: where they stand, and the largest segments.
 *
 * @example
 * whoSection({ facts, document: builtin, draw }).title // 'Who the shoppers are'
 */
export function whoSection({ facts, draw }: SectionInput): Section {
  const { totals, segments } = facts
  const body = figure(
    {
      id: 'who-chart',
      takeaway: takeawayOf(facts),
      lead: html`Share of ${some(totals.shoppers, 'shopper')}. Everybody stands at one stage, and may be in any number of segments.`,
      drawing: (isNarrow) => barChart(groupsOf(facts), isNarrow),
      legend: [
        { colour: 'blue', label: 'at the stage' },
        { colour: 'teal', label: 'in the segment' },
        { colour: 'unknown', label: 'unknown: cannot be told' },
      ],
      table: tableOf(facts),
      notes: [
        `${sentence(shareOf(segments.in_none, totals.shoppers, 'shoppers'))} are in none of the segments.`,
        undecidedNote(facts),
        fewNote(totals.shoppers, 'shopper'),
      ],
    },
    draw,
  )
  return { id: 'who', title: 'Who the shoppers are', body: html`<p class="answer">${answerOf(facts)}</p>${body}` }
}

/** The segments that the log has no events for: nobody can be found in them. */
export function undecided({ coverage }: ReportFacts): ReadonlySet<string> {
  return new Set(coverage.flatMap(({ kind, name, decides }) => (kind === 'segment' && decides === 'no' ? [name] : [])))
}

/** The stages of a set that the log has no events for. */
function neverOf({ coverage }: ReportFacts, set: string | undefined): ReadonlySet<string> {
  return new Set(coverage.find(({ kind, name }) => kind === 'stages' && name === set)?.never ?? [])
}

function firstSet({ stages }: ReportFacts) {
  return stages.find(({ set }) => set === FIRST_SET) ?? stages[0]
}

function largest({ segments }: ReportFacts): SegmentSize[] {
  return segments.sizes.filter((one) => one.in > 0).sort((a, b) => b.in - a.in)
}

function takeawayOf(facts: ReportFacts): string {
  const { shoppers } = facts.totals
  const first = firstSet(facts)
  const [top] = [...(first?.stages ?? [])].sort((a, b) => b.shoppers - a.shoppers)
  const [segment] = largest(facts)
  if (top && first)
    return `${sentence(shareOf(top.shoppers, shoppers, 'shoppers'))} ${stageSaid(first.set, top.stage)}.`
  if (segment) return `The largest segment is “${segment.title}”, with ${shareOf(segment.in, shoppers, 'shoppers')}.`
  return 'No shopper is in any segment.'
}

/** The answer in a few sentences, for who reads no further. */
function answerOf({ totals, stages, segments, intents }: ReportFacts): string {
  const { shoppers, buyers, visits, orders } = totals
  const again = stages.find(({ set }) => set === 'purchase_journey')?.stages.at(-1)
  const repeat = again?.stage === 'repeat_purchase' && buyers ? `, ${count(again.shoppers)} of them more than once` : ''
  const came = `${some(shoppers, 'shopper')} came in ${some(visits, 'visit')}`
  const bought = orders
    ? `${count(buyers)} of them (${percent(buyers, shoppers)}) ordered${repeat}.`
    : 'The log has no order.'
  const top = [...segments.sizes].sort((a, b) => b.in - a.in)[0]
  const largest = top?.in ? ` The largest segment is “${top.title}” (${percent(top.in, shoppers)}).` : ''
  const said = ([i, part]: readonly [number, number], all: number) =>
    `${percent(part, all)} ${stageSaid('visit_intent', intents!.intents[i]!)}`
  const known = [...(intents?.all.entries() ?? [])].filter(([, count]) => count > 0).sort(([, a], [, b]) => b - a)
  const purposes = known.length ? ` Of the visits, ${known.map((one) => said(one, visits)).join('; ')}.` : ''
  return `${came}. ${bought}${largest}${purposes}`
}

function groupsOf(facts: ReportFacts): BarGroup[] {
  const { shoppers } = facts.totals
  const note = (part: number) => `${percent(part, shoppers)}  ${count(part)}`
  const first = firstSet(facts)
  const rows = largest(facts).slice(0, MOST_SEGMENTS)
  const never = neverOf(facts, first?.set)
  const stages: BarGroup[] = first
    ? [
        {
          title: `Where they stand: ${plainName(first.set)}`,
          colours: [PALETTE.blue],
          rows: first.stages.map(({ stage, shoppers: here }) => ({
            label: stageLabel(first.set, stage),
            parts: [here],
            note: never.has(stage) ? CANNOT : note(here),
            tips: [`${plainName(stage)}: ${some(here, 'shopper')}, ${percent(here, shoppers)}`],
          })),
        },
      ]
    : []
  if (!rows.length) return stages
  const segments: BarGroup = {
    title: 'The largest segments',
    colours: [PALETTE.teal, PALETTE.unknown],
    rows: rows.map(({ title, name, in: here, unknown }) => ({
      label: title,
      parts: [here, unknown],
      note: note(here),
      tips: [
        `${title} (${plainName(name)}): ${some(here, 'shopper')}, ${percent(here, shoppers)}`,
        `${title}: unknown of ${some(unknown, 'shopper')}, ${percent(unknown, shoppers)}`,
      ],
    })),
  }
  return [...stages, segments]
}

function tableOf(facts: ReportFacts) {
  const { shoppers } = facts.totals
  const dark = undecided(facts)
  const link = (name: string, title: string): Html => html`<a href="#def-${name}">${title}</a>`
  const stages = facts.stages.flatMap(({ set, stages }) =>
    stages.map(({ stage, shoppers: here }): readonly Part[] => [
      html`${link(set, plainName(set))}: ${plainName(stage)}`,
      neverOf(facts, set).has(stage) ? CANNOT : count(here),
      neverOf(facts, set).has(stage) ? '' : percent(here, shoppers),
      '',
      '',
    ]),
  )
  const segments = [...facts.segments.sizes]
    .sort((a, b) => b.in - a.in)
    .map((one): readonly Part[] => [
      link(one.name, one.title),
      dark.has(one.name) ? CANNOT : count(one.in),
      dark.has(one.name) ? '' : percent(one.in, shoppers),
      count(one.out),
      count(one.unknown),
    ])
  return { head: ['Stage or segment', 'Shoppers', 'Share', 'Out', 'Unknown'], rows: [...stages, ...segments] }
}

function undecidedNote(facts: ReportFacts): Part {
  const dark = undecided(facts)
  const titles = facts.segments.sizes.filter(({ name }) => dark.has(name)).map(({ title }) => `“${title}”`)
  if (!titles.length) return ''
  return html`This log has no events to tell ${some(titles.length, 'segment')}: ${titles.join(', ')}. <a href="#quality">Which events are missing</a>`
}

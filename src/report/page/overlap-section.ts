import { closestPairs } from '../../history/overlap'
import { fieldChart } from '../charts/field-chart'
import type { ReportFacts } from '../facts/report-facts'
import { figure } from './figure'
import { html } from './html'
import type { Section, SectionInput } from './section'
import { count, FEW, percent, some } from './words'

/** As many segments are held against each other. */
const MOST = 10

/**
 * Which segments share their shoppers.
 *
 * @example
 * overlapSection({ facts, document: builtin, draw }).id // 'overlap'
 */
export function overlapSection({ facts, draw }: SectionInput): Section {
  const names = largestNames(facts)
  const titles = new Map(facts.segments.sizes.map(({ name, title }) => [name, title]))
  const said = (name: string) => titles.get(name) ?? name
  const section = (body: Section['body']) => ({ id: 'overlap', title: 'Which segments overlap', body })
  if (names.length < 2)
    return section(
      html`<p class="missing">There is no overlap to show: ${some(names.length, 'segment')} has shoppers.</p>`,
    )
  const { groups, both } = facts.segments.overlap
  const shared = (row: string, column: string) => both[groups.indexOf(row)]![groups.indexOf(column)]!
  const fields = names.flatMap((row, y) =>
    names.map((column, x) => {
      const size = shared(row, row)
      const part = shared(row, column)
      const share = row === column ? 0 : part / size
      const tip =
        row === column
          ? `${said(row)}: ${some(size, 'shopper')}`
          : `Of ${some(size, 'shopper')} in “${said(row)}”, ${count(part)} are in “${said(column)}” too, ${percent(part, size)}`
      return { row: y, column: x, share, label: row === column ? '' : percent(part, size).replace(' %', ''), tip }
    }),
  )
  return section(
    figure(
      {
        id: 'overlap-chart',
        takeaway: takeawayOf(facts, said),
        lead: 'Of those in the segment of a row, how many per cent are in the segment of a column too. The numbers over the columns are those of the rows.',
        drawing: (isNarrow) =>
          fieldChart(
            {
              columns: names.map((_, i) => String(i + 1)),
              rows: names.map((name, i) => `${i + 1} ${said(name)}`),
              fields,
              left: [230, 118],
              row_height: 34,
            },
            isNarrow,
          ),
        table: {
          head: ['Of those in', ...names.map(said)],
          rows: names.map((row) => [
            `${said(row)} (${count(shared(row, row))})`,
            ...names.map((column) => percent(shared(row, column), shared(row, row))),
          ]),
        },
        notes: [smallNote(facts, names, said)],
      },
      draw,
    ),
  )
}

function largestNames({ segments }: ReportFacts): string[] {
  const inhabited = segments.sizes.filter((one) => one.in > 0).sort((a, b) => b.in - a.in)
  return inhabited.slice(0, MOST).map(({ name }) => name)
}

function takeawayOf({ segments: { overlap } }: ReportFacts, said: (name: string) => string): string {
  const size = (name: string) => overlap.both[overlap.groups.indexOf(name)]![overlap.groups.indexOf(name)]!
  const isLarge = ({ groups: [a, b] }: { groups: readonly [string, string] }) => Math.min(size(a), size(b)) >= FEW
  const [nearest] = closestPairs(overlap).filter(isLarge)
  if (!nearest) return 'Hardly anybody is in two segments at once.'
  const [a, b] = nearest.groups
  return `“${said(a)}” and “${said(b)}” share most: ${percent(nearest.both, size(a) + size(b) - nearest.both)} of those in either are in both.`
}

function smallNote({ segments }: ReportFacts, names: readonly string[], said: (name: string) => string): string {
  const few = segments.sizes.filter((one) => names.includes(one.name) && one.in < FEW)
  return few.length ? `Few: ${few.map((one) => `“${said(one.name)}” has ${some(one.in, 'shopper')}`).join(', ')}.` : ''
}

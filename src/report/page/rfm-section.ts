import { fieldChart } from '../charts/field-chart'
import type { RfmFacts } from '../facts/rfm-tally'
import { figure, missing } from './figure'
import { html } from './html'
import type { Section, SectionInput } from './section'
import { count, fewNote, percent, plainName, sentence, some, took } from './words'

/**
 * Buyers by how lately, how often and for how much they ordered.
 *
 * @example
 * rfmSection({ facts, document: builtin, draw }).id // 'rfm'
 */
export function rfmSection({ facts, draw }: SectionInput): Section {
  const { rfm } = facts
  const body = rfm ? rfmFigure(rfm, draw) : missing('who the best buyers are', ['order_completed'])
  return { id: 'rfm', title: 'Buyers by recency, frequency and money', body }
}

function rfmFigure(rfm: RfmFacts, draw: SectionInput['draw']) {
  const { buyers, fields, cuts } = rfm
  const most = Math.max(...fields.map((field) => field.buyers))
  const groups = groupSizes(rfm)
  const value = ['most', '', '', '', 'least']
  return figure(
    {
      id: 'rfm-chart',
      takeaway: takeawayOf(groups, buyers),
      lead: html`${some(buyers, 'buyer')}, scored by fifths of themselves: to the right who ordered more lately, to the top who ordered more often and for more. Numbers are buyers.`,
      drawing: (isNarrow) =>
        fieldChart(
          {
            columns: [1, 2, 3, 4, 5].map(String),
            rows: [5, 4, 3, 2, 1].map((score, i) => `${score}  ${value[i]}`.trim()),
            column_title: 'Last order, from long ago (1) to lately (5)',
            fields: fields.map((field) => ({
              row: 5 - field.value,
              column: field.recency - 1,
              share: most ? field.buyers / most : 0,
              label: isNarrow ? count(field.buyers) : `${count(field.buyers)}\n${groupName(field.group)}`,
              tip: `${sentence(groupName(field.group))}: ${some(field.buyers, 'buyer')}, ${percent(field.buyers, buyers)} (recency ${field.recency}, value ${field.value} of 5)`,
            })),
            left: [76, 66],
            row_height: 56,
          },
          isNarrow,
        ),
      table: {
        head: ['Group', 'Buyers', 'Share of buyers'],
        rows: groups.map(([group, size]) => [sentence(groupName(group)), count(size), percent(size, buyers)]),
      },
      notes: [
        cutsNote(cuts),
        cuts.revenue
          ? ''
          : 'No order of this log says what was paid (total): value is how often they ordered, and no more.',
        tiesNote(cuts),
        buyers < 100 ? `Few: fifths of ${some(buyers, 'buyer')} are rough; a hundred are a usual minimum.` : '',
        fewNote(buyers, 'buyer'),
      ],
    },
    draw,
  )
}

function groupSizes({ fields }: RfmFacts): [string, number][] {
  const sizes = new Map<string, number>()
  for (const { group, buyers } of fields) sizes.set(group, (sizes.get(group) ?? 0) + buyers)
  return [...sizes].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
}

/** `at_risk_rfm` is so named since there is a segment of the other name; here nothing else is called so. */
function groupName(group: string): string {
  return plainName(group.replace(/_rfm$/, ''))
}

function takeawayOf([first, second]: readonly [string, number][], buyers: number): string {
  const said = ([group, size]: readonly [string, number]) => `“${groupName(group)}” (${percent(size, buyers)})`
  if (!second?.[1]) return `All buyers are in the group ${said(first!)}.`
  return `The largest groups of buyers are ${said(first!)} and ${said(second)}.`
}

function cutsNote({ recency, orders, revenue }: RfmFacts['cuts']): string {
  const amounts = revenue && `; money at ${revenue.map(count).join(', ')}`
  return `The cuts between the scores: last order at ${recency.map(took).join(', ')} ago; orders at ${orders.map(count).join(', ')}${amounts ?? ''}.`
}

function tiesNote({ orders }: RfmFacts['cuts']): string {
  if (new Set(orders).size === orders.length) return ''
  return 'Many buyers ordered equally often: equal buyers score alike, so that some scores stay empty.'
}

import { fieldChart } from '../charts/field-chart'
import type { CohortFacts } from '../facts/cohort-tally'
import { figure, missing } from './figure'
import type { Section, SectionInput } from './section'
import { count, FEW, fewNote, percent, some } from './words'

/**
 * Who orders again, by the month of their first order.
 *
 * @example
 * cohortSection({ facts, document: builtin, draw }).id // 'cohorts'
 */
export function cohortSection({ facts, draw }: SectionInput): Section {
  const { cohorts, totals } = facts
  const body = cohorts ? cohortFigure(cohorts, totals.buyers, draw) : missing('who orders again', ['order_completed'])
  return { id: 'cohorts', title: 'Who orders again', body }
}

function cohortFigure(facts: CohortFacts, buyers: number, draw: SectionInput['draw']) {
  const { cohorts, months, left_out } = facts
  const most = Math.max(
    0.0001,
    ...cohorts.flatMap(({ buyers, cells }) => cells.map(({ repeated }) => repeated / buyers)),
  )
  const spans = Array.from({ length: months }, (_, i) => i + 1)
  const said = (repeated: number, size: number, isComplete: boolean) =>
    `${isComplete ? '' : '≥ '}${percent(repeated, size)}`
  return figure(
    {
      id: 'cohort-chart',
      takeaway: takeawayOf(facts),
      lead: 'A row is the month of the first order; a column, how many months after it. A field is the share that has ordered again by then. “≥” and a broken edge: not all have been seen for so long, and more may come.',
      drawing: (isNarrow) =>
        fieldChart(
          {
            columns: spans.map(String),
            rows: cohorts.map(({ month, buyers }) =>
              isNarrow ? `${month}\n${count(buyers)}` : `${month}   ${count(buyers)}`,
            ),
            column_title: 'Within months of 30 days after the first order',
            fields: cohorts.flatMap(({ month, buyers, cells }, row) =>
              cells.map(({ months, repeated, is_complete }) => ({
                row,
                column: months - 1,
                share: repeated / buyers / most,
                label: said(repeated, buyers, is_complete).replace(' %', ''),
                tip: `First order in ${month}: ${count(repeated)} of ${some(buyers, 'buyer')} ordered again within ${some(months, 'month')}, ${said(repeated, buyers, is_complete)}${is_complete ? '' : ' so far'}`,
                is_open: !is_complete,
              })),
            ),
            left: [126, 62],
            row_height: 32,
            is_dense: months > 6,
          },
          isNarrow,
        ),
      table: {
        head: ['First order in', 'Buyers', ...spans.map((months) => `${months} mo.`)],
        rows: cohorts.map(({ month, buyers, cells }) => [
          month,
          count(buyers),
          ...spans.map((_, i) => {
            const cell = cells[i]
            return cell ? said(cell.repeated, buyers, cell.is_complete) : ''
          }),
        ]),
      },
      notes: [
        left_out ? `${some(left_out, 'older cohort')} are left out.` : '',
        smallNote(facts),
        fewNote(buyers, 'buyer'),
      ],
    },
    draw,
  )
}

/** Over all cohorts that have been seen for so long, the longest span, up to half a year, that enough buyers were seen for. */
function takeawayOf({ cohorts, months }: CohortFacts): string {
  const all = cohorts.reduce((sum, { buyers }) => sum + buyers, 0)
  for (let span = Math.min(months, 6); span > 0; span--) {
    const seen = cohorts.filter(({ cells }) => cells[span - 1]?.is_complete)
    const buyers = seen.reduce((sum, one) => sum + one.buyers, 0)
    if (buyers < FEW) continue
    const repeated = seen.reduce((sum, { cells }) => sum + cells[span - 1]!.repeated, 0)
    return `Of the ${count(buyers)} buyers who were seen for ${some(span, 'month')} after their first order, ${percent(repeated, buyers)} ordered again by then.`
  }
  return `It is too early to say who orders again: hardly any of the ${some(all, 'buyer')} has been seen for a month since their first order.`
}

function smallNote({ cohorts }: CohortFacts): string {
  const few = cohorts.filter(({ buyers }) => buyers < FEW)
  return few.length && few.length < cohorts.length
    ? `Few: fewer than ${FEW} buyers in ${few.map(({ month, buyers }) => `${month} (${buyers})`).join(', ')}.`
    : ''
}

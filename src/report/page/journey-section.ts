import { flowChart } from '../charts/flow-chart'
import type { JourneyFacts, Move } from '../facts/journey-tally'
import type { ReportFacts } from '../facts/report-facts'
import { figure } from './figure'
import { html, type Part } from './html'
import type { Section, SectionInput } from './section'
import { stageLabel, stageSaid } from './stage-words'
import { count, fewNote, percent, plainName, sentence, shareOf, some, took } from './words'

/**
 * How shoppers go from stage to stage, and how long it takes.
 *
 * @example
 * journeySection({ facts, document: builtin, draw }).id // 'journey'
 */
export function journeySection({ facts, draw }: SectionInput): Section {
  const figures = facts.journeys.map((journey) => journeyFigure(journey, facts.totals, draw))
  const none = html`<p class="missing">These definitions have no stage set <code>purchase_journey</code> or <code>customer_lifecycle</code> to follow.</p>`
  return { id: 'journey', title: 'The journey, and how long it takes', body: html`${figures.length ? figures : none}` }
}

function journeyFigure(journey: JourneyFacts, totals: ReportFacts['totals'], draw: SectionInput['draw']) {
  const { set, stages, moves } = journey
  const forward = moves.filter(({ is_back }) => !is_back)
  const label = (stage: string) => stageLabel(set, stage)
  const used = stages.filter(({ stage, reached }) => reached > 0 && isLinked(stage, forward))
  const table = {
    head: ['From', 'To', 'Times', 'Half took at most', 'By time alone'],
    rows: moves.map((move): readonly Part[] => [
      label(move.from),
      html`${label(move.to)}${move.is_back ? ' (back)' : ''}`,
      count(move.count),
      took(move.median_ms),
      count(move.by_time),
    ]),
  }
  const began = stages.filter((stage) => stage.began > 0)
  const beginnings = began.map(({ stage, began }) => `${label(stage)}: ${count(began)}`).join(', ')
  const start = stages[0]!.stage
  const notes = [
    stages[0]!.stand ? `Not drawn: ${some(stages[0]!.stand, 'shopper')} who are still at “${label(start)}”.` : '',
    `With their first event shoppers began at: ${beginnings}.`,
    backNote(moves, label),
    fewNote(totals.shoppers, 'shopper'),
  ]
  if (!forward.length)
    return html`<p class="missing">${sentence(plainName(set))}: nobody went from one stage to the next in this log.</p>`
  return figure(
    {
      id: `journey-${set}`,
      takeaway: takeawayOf(journey, totals),
      lead: html`${sentence(plainName(set))}: a bar is as high as the shoppers who were ever there, a band as those who went on that way. Beside each stage: how many, and the time from their first event within which half of them came there.`,
      drawing: (isNarrow) =>
        flowChart(
          used.map(({ stage, reached, stand, after_ms }) => ({
            name: stage,
            // Who stays where everybody begins would dwarf all others.
            size: stage === start ? 0 : reached,
            label: [label(stage), count(reached), ...((after_ms ?? 0) >= 1000 ? [`in ${took(after_ms!)}`] : [])].join(
              isNarrow ? '  ' : '\n',
            ),
            tip: `${label(stage)}: ${some(reached, 'shopper')} were ever there, half of them ${since(after_ms ?? 0)}; ${count(stand)} are there now`,
          })),
          forward.map((move) => ({
            from: move.from,
            to: move.to,
            count: move.count,
            is_by_time: move.by_time > move.count / 2,
            tip: `${label(move.from)} → ${label(move.to)}: ${some(move.count, 'time')}; half took at most ${took(move.median_ms)}`,
          })),
          isNarrow,
        ),
      legend: [
        { colour: 'blue', label: 'by something they did' },
        { colour: 'orange', label: 'by the passing of time' },
      ],
      table,
      notes,
    },
    draw,
  )
}

function isLinked(stage: string, moves: readonly Move[]): boolean {
  return moves.some(({ from, to }) => from === stage || to === stage)
}

function takeawayOf({ set, stages, moves }: JourneyFacts, totals: ReportFacts['totals']): string {
  const { shoppers, buyers, first_order_ms } = totals
  const start = stages[0]!
  if (set === 'purchase_journey' && first_order_ms !== null)
    return `${percent(buyers, shoppers)} of the shoppers bought, half of them ${since(first_order_ms)}.`
  const [most] = moves.filter(({ is_back }) => !is_back).sort((a, b) => b.count - a.count)
  if (!most) return `${sentence(shareOf(start.stand, shoppers, 'shoppers'))} ${stageSaid(set, start.stage)}.`
  const [from, to] = [stageLabel(set, most.from), stageLabel(set, most.to)]
  return `The most frequent step is from “${from}” to “${to}”; half took at most ${took(most.median_ms)}.`
}

function since(ms: number): string {
  return ms < 1000 ? 'with their first event' : `within ${took(ms)} of their first event`
}

function backNote(moves: readonly Move[], label: (stage: string) => string): string {
  const back = moves.filter(({ is_back }) => is_back)
  if (!back.length) return ''
  const said = back.map(({ from, to, count: times }) => `${label(from)} → ${label(to)}: ${count(times)}`)
  return `Steps back are not drawn: ${said.join('; ')}.`
}

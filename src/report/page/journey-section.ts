import { flowChart } from '../charts/flow-chart'
import type { JourneyFacts, Move } from '../facts/journey-tally'
import { figure } from './figure'
import { html, type Part } from './html'
import type { Section, SectionInput } from './section'
import { stageLabel } from './stage-words'
import { count, fewNote, inWords, percent, plainName, sentence, some, took } from './words'

/**
 * How shoppers go from stage to stage, and how long it takes.
 *
 * @example
 * journeySection({ facts, document: builtin, draw }).id // 'journey'
 */
export function journeySection({ facts, draw }: SectionInput): Section {
  const figures = facts.journeys.map((journey) => journeyFigure(journey, facts.totals.shoppers, draw))
  const none = html`<p class="missing">These definitions have no stage set <code>purchase_journey</code> or <code>customer_lifecycle</code> to follow.</p>`
  return { id: 'journey', title: 'The journey, and how long it takes', body: html`${figures.length ? figures : none}` }
}

function journeyFigure(journey: JourneyFacts, shoppers: number, draw: SectionInput['draw']) {
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
  const notes = [
    `With their first event shoppers began at: ${beginnings}.`,
    backNote(moves, label),
    fewNote(shoppers, 'shopper'),
  ]
  if (!forward.length)
    return html`<p class="missing">${sentence(plainName(set))}: nobody went from one stage to the next in this log.</p>`
  return figure(
    {
      id: `journey-${set}`,
      takeaway: takeawayOf(journey, shoppers),
      lead: html`${sentence(plainName(set))}: each band is as wide as the shoppers who went that way. Point at it, or use the arrow keys, for how long half of them took at most.`,
      drawing: (isNarrow) =>
        flowChart(
          used.map(({ stage, reached, stand }) => ({
            name: stage,
            label: isNarrow ? `${label(stage)} ${count(reached)}` : `${label(stage)}\n${count(reached)}`,
            tip: `${label(stage)}: ${some(reached, 'shopper')} were ever there, ${count(stand)} are now`,
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

function takeawayOf({ set, stages, moves }: JourneyFacts, shoppers: number): string {
  const label = (stage: string) => stageLabel(set, stage)
  const [start] = stages
  const stayed = start!.stand
  const [most] = moves.filter(({ is_back }) => !is_back).sort((a, b) => b.count - a.count)
  const first = `${sentence(inWords(stayed / Math.max(1, shoppers)))} shoppers (${percent(stayed, shoppers)}) stand at “${label(start!.stage)}”`
  if (!most) return `${first}.`
  return `${first}; the most frequent step is from “${label(most.from)}” to “${label(most.to)}”, and half took at most ${took(most.median_ms)}.`
}

function backNote(moves: readonly Move[], label: (stage: string) => string): string {
  const back = moves.filter(({ is_back }) => is_back)
  if (!back.length) return ''
  const said = back.map(({ from, to, count: times }) => `${label(from)} → ${label(to)}: ${count(times)}`)
  return `Steps back are not drawn: ${said.join('; ')}.`
}

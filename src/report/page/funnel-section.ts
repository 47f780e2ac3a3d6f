import { fieldChart } from '../charts/field-chart'
import type { FunnelFacts, FunnelRow } from '../facts/funnel-tally'
import { UNKNOWN } from '../facts/named-counts'
import { figure, missing } from './figure'
import { html } from './html'
import type { Section, SectionInput } from './section'
import { count, FEW, percent, plainName, sentence, shareOf, some } from './words'

/** As many channels are drawn. */
const MOST = 12

/** Over the column, and after "visits" in a sentence. */
const STEPS: Readonly<Record<string, readonly [label: string, said: string]>> = {
  visit: ['Visits', 'came'],
  product: ['Saw a product', 'saw a product'],
  cart: ['Filled a cart', 'filled a cart'],
  checkout: ['Checkout', 'came to the checkout'],
  order: ['Ordered', 'ordered'],
}

/**
 * How far visits come, channel by channel.
 *
 * @example
 * funnelSection({ facts, document: builtin, draw }).id // 'funnel'
 */
export function funnelSection({ facts: { funnel }, draw }: SectionInput): Section {
  const { steps, all, channels } = funnel
  const gaps = funnel.missing.map(({ step, events }) => missing(`which visits ${STEPS[step]![1]}`, events))
  const section = (body: Section['body']) => ({ id: 'funnel', title: 'How far visits come, by channel', body })
  if (steps.length < 2) return section(html`${gaps}`)
  const named = channels.slice(0, MOST)
  const isKnown = channels.some(({ channel }) => channel !== UNKNOWN)
  const rows = isKnown ? [all, ...named] : [all]
  const shares = rows.flatMap(({ visits }) => steps.slice(1).map((_, i) => visits[i + 1]! / visits[0]!))
  const most = Math.max(...shares)
  return section(
    html`${figure(
      {
        id: 'funnel-chart',
        takeaway: takeawayOf(funnel),
        lead: 'Of the visits of each channel, how many per cent came at least so far. A visit that ordered counts at every step before.',
        drawing: (isNarrow) =>
          fieldChart(
            {
              columns: steps.map((step) => STEPS[step]![0]),
              rows: rows.map(({ channel }) => nameOf(channel)),
              fields: rows.flatMap((row, y) =>
                steps.map((step, x) => ({
                  row: y,
                  column: x,
                  // The deep steps are rare: the root lets them be told apart.
                  share: x === 0 ? 0 : Math.sqrt(row.visits[x]! / row.visits[0]! / most),
                  label: x === 0 ? count(row.visits[0]!) : percent(row.visits[x]!, row.visits[0]!),
                  tip: `${nameOf(row.channel)}, ${STEPS[step]![1]}: ${some(row.visits[x]!, 'visit')}, ${percent(row.visits[x]!, row.visits[0]!)}`,
                })),
              ),
              left: [150, 92],
            },
            isNarrow,
          ),
        table: {
          head: ['Channel', ...steps.map((step) => STEPS[step]![0]), 'Of the visits, ordered'],
          rows: [all, ...channels].map(({ channel, visits }) => [
            nameOf(channel),
            ...visits.map((visit) => count(visit)),
            steps.includes('order') ? percent(visits.at(-1)!, visits[0]!) : '',
          ]),
        },
        notes: [
          isKnown ? '' : 'No event of this log says by which channel a visit came (context.channel): unknown of all.',
          channels.length > MOST ? `${some(channels.length - MOST, 'smaller channel')} are in the table alone.` : '',
          fewOf(named),
        ],
      },
      draw,
    )}${gaps}`,
  )
}

function nameOf(channel: string): string {
  if (channel === 'all') return 'All visits'
  return channel === UNKNOWN ? 'Unknown' : sentence(plainName(channel))
}

function fewOf(channels: readonly FunnelRow[]): string {
  const few = channels.filter(({ visits }) => visits[0]! < FEW)
  return few.length
    ? `Few: ${few.map(({ channel, visits }) => `${nameOf(channel)} has ${some(visits[0]!, 'visit')}`).join(', ')}.`
    : ''
}

function takeawayOf({ steps, all, channels }: FunnelFacts): string {
  const last = steps.length - 1
  const said = STEPS[steps[last]!]![1]
  const first = `${sentence(shareOf(all.visits[last]!, all.visits[0]!, 'visits'))} ${said}`
  const large = channels.filter(({ channel, visits }) => channel !== UNKNOWN && visits[0]! >= 100)
  const rate = ({ visits }: FunnelRow) => visits[last]! / visits[0]!
  const [best] = [...large].sort((a, b) => rate(b) - rate(a))
  if (large.length < 2 || !best || !best.visits[last]) return `${first}.`
  return `${first}; of those by ${nameOf(best.channel).toLowerCase()}, ${percent(best.visits[last]!, best.visits[0]!)}.`
}

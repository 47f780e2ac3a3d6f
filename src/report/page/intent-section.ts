import { type BarGroup, barChart } from '../charts/bar-chart'
import { fieldChart } from '../charts/field-chart'
import { PALETTE } from '../charts/palette'
import type { IntentFacts } from '../facts/intent-tally'
import { UNKNOWN } from '../facts/named-counts'
import { INTENT } from '../facts/shopper-life'
import { figure } from './figure'
import { html } from './html'
import type { Section, SectionInput } from './section'
import { stageLabel, stageSaid } from './stage-words'
import { count, FEW, percent, plainName, sentence, shareOf, some } from './words'

const COLOURS = ['unknown', 'blue', 'orange', 'teal', 'purple'] as const

/** As many types of device are drawn. */
const MOST = 6

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0)
const label = (intent: string) => stageLabel(INTENT, intent)

/**
 * What visits are for, by the hour and by the device.
 *
 * @example
 * intentSection({ facts, document: builtin, draw }).id // 'intent'
 */
export function intentSection({ facts, draw }: SectionInput): Section {
  const { intents, zone } = facts
  const none = html`<p class="missing">These definitions have no stage set <code>visit_intent</code>.</p>`
  const never = facts.coverage.find(({ kind, name }) => kind === 'stages' && name === INTENT)?.never ?? []
  const dark = never.length
    ? html`<p class="note">This log has no events that would show whom to call ${never.map((intent) => `“${label(intent)}”`).join(' or ')}: such visits stand under another name here.</p>`
    : null
  const body = intents ? html`${dark}${hourFigure(intents, zone, draw)}${deviceFigure(intents, draw)}` : none
  return { id: 'intent', title: 'What visits are for, when and by what', body }
}

function hourFigure(facts: IntentFacts, zone: string, draw: SectionInput['draw']) {
  const { intents, hours, all } = facts
  const rows = [...intents].reverse()
  const of = (hour: number, intent: string) => hours[hour]![intents.indexOf(intent)]!
  const mostOf = (intent: string) => Math.max(1, ...hours.map((_, hour) => of(hour, intent)))
  const said = (hour: number) => `${String(hour).padStart(2, '0')}:00`
  return figure(
    {
      id: 'intent-hours',
      takeaway: hourTakeaway(facts),
      lead: html`${some(sum(all), 'visit')} by the hour that they began at (${zone}), and by what they turned out to be for in the end. The stronger the colour, the more of the visits of its row began then.`,
      drawing: (isNarrow) =>
        fieldChart(
          {
            columns: hours.map((_, hour) => String(hour)),
            rows: rows.map((intent) => `${label(intent)}\n${count(all[intents.indexOf(intent)]!)}`),
            fields: rows.flatMap((intent, row) =>
              hours.map((visits, column) => ({
                row,
                column,
                share: of(column, intent) / mostOf(intent),
                label: '',
                tip: `${label(intent)}, ${said(column)}: ${some(of(column, intent), 'visit')}, ${percent(of(column, intent), sum(visits))} of that hour`,
              })),
            ),
            left: [140, 92],
            row_height: 38,
            is_dense: true,
          },
          isNarrow,
        ),
      table: {
        head: ['Hour', ...rows.map(label), 'All visits', 'Came to buy'],
        rows: hours.map((visits, hour) => [
          said(hour),
          ...rows.map((intent) => count(of(hour, intent))),
          count(sum(visits)),
          percent(of(hour, 'buyer'), sum(visits)),
        ]),
      },
      notes: [sum(all) < FEW * 24 ? `Few: ${some(sum(all), 'visit')} over 24 hours.` : ''],
    },
    draw,
  )
}

function hourTakeaway({ intents, all, hours }: IntentFacts): string {
  const visits = sum(all)
  const top = intents[all.indexOf(Math.max(...all))]!
  const sums = hours.map(sum)
  const busiest = sums.indexOf(Math.max(...sums))
  return `${sentence(shareOf(Math.max(...all), visits, 'visits'))} ${stageSaid(INTENT, top)}; the busiest hour, ${busiest}:00 to ${busiest + 1}:00, has ${percent(sums[busiest]!, visits)} of them.`
}

function deviceFigure({ intents, devices }: IntentFacts, draw: SectionInput['draw']) {
  const rows = devices.slice(0, MOST)
  if (!rows.some(({ device }) => device !== UNKNOWN))
    return html`<p class="missing">This log cannot say by which device visits came: no event has <code>context.device.type</code>.</p>`
  const order = intents.map((_, i) => intents.length - 1 - i)
  const nameOf = (device: string) => (device === UNKNOWN ? 'Unknown' : sentence(plainName(device)))
  const group: BarGroup = {
    colours: order.map((i) => PALETTE[COLOURS[i % COLOURS.length]!]),
    rows: rows.map(({ device, visits }) => ({
      label: nameOf(device),
      parts: order.map((i) => visits[i]! / Math.max(1, sum(visits))),
      note: some(sum(visits), 'visit'),
      tips: order.map(
        (i) =>
          `${nameOf(device)}, ${label(intents[i]!).toLowerCase()}: ${some(visits[i]!, 'visit')}, ${percent(visits[i]!, sum(visits))}`,
      ),
    })),
  }
  return figure(
    {
      id: 'intent-devices',
      takeaway: deviceTakeaway({ intents, devices }),
      lead: 'Each bar is all visits of a device, by what they turned out to be for.',
      drawing: (isNarrow) => barChart([group], isNarrow),
      legend: order.map((i) => ({ colour: COLOURS[i % COLOURS.length]!, label: label(intents[i]!) })),
      table: {
        head: ['Device', ...order.map((i) => label(intents[i]!)), 'All visits'],
        rows: devices.map(({ device, visits }) => [
          nameOf(device),
          ...order.map((i) => `${count(visits[i]!)} (${percent(visits[i]!, sum(visits))})`),
          count(sum(visits)),
        ]),
      },
      notes: rows
        .filter(({ visits }) => sum(visits) < FEW)
        .map(({ device, visits }) => `Few: ${nameOf(device)} has ${some(sum(visits), 'visit')}.`),
    },
    draw,
  )
}

function deviceTakeaway({ intents, devices }: Pick<IntentFacts, 'intents' | 'devices'>): string {
  const [first] = devices
  const all = sum(devices.map(({ visits }) => sum(visits)))
  const name = first!.device === UNKNOWN ? 'a device that is unknown' : plainName(first!.device)
  const buyer = intents.indexOf('buyer')
  const bought = buyer < 0 ? '' : `; ${percent(first!.visits[buyer]!, sum(first!.visits))} of them came to buy`
  return `${sentence(shareOf(sum(first!.visits), all, 'visits'))} come by ${name}${bought}.`
}

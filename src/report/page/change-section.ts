import { type BarGroup, barChart } from '../charts/bar-chart'
import { PALETTE } from '../charts/palette'
import type { ChangeFacts, GroupChange } from '../facts/change-tally'
import type { ReportFacts } from '../facts/report-facts'
import { figure } from './figure'
import { html } from './html'
import type { Section, SectionInput } from './section'
import { stageLabel } from './stage-words'
import { count, fewNote, instant, percent, plainName, sentence, some } from './words'

/** As many groups are drawn: those with the most coming and going. */
const MOST = 10

/**
 * What has changed since the instant compared with.
 *
 * @example
 * changeSection({ facts, document: builtin, draw }).id // 'changes'
 */
export function changeSection({ facts, draw }: SectionInput): Section {
  const { changes, compare, zone } = facts
  const since = instant(compare, zone)
  const none = html`<p class="missing">There is nothing to compare with: this log has no event up to ${since} (${zone}). Give another instant with <code>--compare</code>.</p>`
  const body = changes ? changeFigure(changes, facts, draw) : none
  return { id: 'changes', title: `What changed since ${since}`, body }
}

function changeFigure(changes: ChangeFacts, facts: ReportFacts, draw: SectionInput['draw']) {
  const titles = new Map(facts.segments.sizes.map(({ name, title }) => [name, title]))
  const said = ({ kind, name, stage }: GroupChange) =>
    kind === 'segment' ? (titles.get(name) ?? name) : `${sentence(plainName(name))}: ${stageLabel(name, stage!)}`
  const came = ({ entered, arrived }: GroupChange) => entered + arrived
  const moving = changes.groups.filter((group) => group.kind === 'segment' && came(group) + group.left > 0)
  const top = [...moving].sort((a, b) => came(b) + b.left - came(a) - a.left).slice(0, MOST)
  const net = (group: GroupChange) => signed(group.now - group.before)
  const group: BarGroup = {
    colours: [PALETTE.blue, PALETTE.teal, PALETTE.orange],
    rows: top.map((one) => ({
      label: said(one),
      parts: [one.arrived, one.entered, one.left],
      note: `${count(one.before)} → ${count(one.now)}`,
      tips: [
        `${said(one)}: ${some(one.arrived, 'new shopper')} are in it`,
        `${said(one)}: ${some(one.entered, 'shopper')} known before came into it`,
        `${said(one)}: ${some(one.left, 'shopper')} left it`,
      ],
    })),
  }
  const table = {
    head: ['Segment or stage', 'Then', 'Now', 'Change', 'New shoppers in it', 'Came into it', 'Left it'],
    rows: changes.groups
      .filter(({ before, now }) => before + now > 0)
      .map((one) => [
        said(one),
        `${count(one.before)} (${percent(one.before, changes.before)})`,
        `${count(one.now)} (${percent(one.now, facts.totals.shoppers)})`,
        net(one),
        count(one.arrived),
        count(one.entered),
        count(one.left),
      ]),
  }
  if (!top.length) return html`<p class="missing">Nobody has come into a segment or left one since.</p>`
  return figure(
    {
      id: 'change-chart',
      takeaway: takeawayOf(changes, top, said),
      lead: html`The segments with the most coming and going, in shoppers; at the right, how many were in it then and are now.`,
      drawing: (isNarrow) => barChart([group], isNarrow),
      legend: [
        { colour: 'blue', label: 'new shoppers in it' },
        { colour: 'teal', label: 'known before, came into it' },
        { colour: 'orange', label: 'left it' },
      ],
      table,
      notes: [fewNote(changes.before, 'shopper known then')],
    },
    draw,
  )
}

function takeawayOf(changes: ChangeFacts, top: readonly GroupChange[], said: (group: GroupChange) => string): string {
  const size = ({ now, before }: GroupChange) => Math.abs(now - before)
  const [most] = [...top].sort((a, b) => size(b) - size(a))
  const first = `${some(changes.arrived, 'shopper')} came for the first time, beside the ${count(changes.before)} known before`
  return `${first}; “${said(most!)}” changed most, by ${signed(most!.now - most!.before)}.`
}

function signed(value: number): string {
  return value > 0 ? `+${count(value)}` : value < 0 ? `−${count(-value)}` : '0'
}

import type { Coverage } from '../../language/coverage'
import type { QualityFacts, ReadingFacts } from '../facts/quality-tally'
import type { ReportFacts } from '../facts/report-facts'
import { plainTable } from './figure'
import { type Html, html } from './html'
import type { Section, SectionInput } from './section'
import { count, day, percent, plainName, some, took } from './words'

/** As many kinds are listed. */
const MOST = 30

/**
 * How much of all this can be relied on.
 *
 * @example
 * qualitySection({ facts, document: builtin, draw }).id // 'quality'
 */
export function qualitySection({ facts }: SectionInput): Section {
  const { quality } = facts
  const body = html`<ul class="checks">${[
    readingCheck(quality.reading),
    lengthCheck(facts),
    automatedCheck(quality, facts.totals),
    sourceCheck(facts),
    moneyCheck(facts),
  ].map((check) => check && html`<li>${check}</li>`)}</ul>
${readingTable(quality.reading)}
<h3>How long shoppers have been seen</h3>
<p class="lead">From the first event of each to the last. What takes longer than this cannot show in the log.</p>
${plainTable(
  {
    head: ['Seen for', 'Shoppers', 'Share'],
    rows: quality.lengths.map(({ length, shoppers }) => [
      length,
      count(shoppers),
      percent(shoppers, facts.totals.shoppers),
    ]),
  },
  'How long shoppers have been seen',
)}
<h3>What this log can decide</h3>
<p class="lead">An event that a shop never sends counts as one that never happened. So each definition is held against the events that are there.</p>
${coverageTable(facts.coverage)}
<h3>The events of the log</h3>
${plainTable(
  {
    head: ['Event', 'Count'],
    rows: quality.events.slice(0, MOST).map(({ name, count: events }) => [plainName(name), count(events)]),
  },
  'The events of the log',
)}`
  return { id: 'quality', title: 'How far the data can be trusted', body }
}

function readingCheck(reading: ReadingFacts | null): Html | null {
  if (!reading) return null
  const { rows, events, rejected, repaired, repeated, failures } = reading.counts
  const bad = rejected
    ? html`<strong>${some(rejected, 'row')} could not be used</strong> (${percent(rejected, rows)})`
    : html`<strong>Every row could be used</strong>`
  const files = failures ? html`; ${some(failures, 'file')} could not be read to the end` : null
  const odd = [
    ...(repaired ? [`${count(repaired)} of these lost a value that was not as it should be`] : []),
    ...(repeated ? [`${count(repeated)} came more than once and count once`] : []),
  ].join(', ')
  return html`${bad}: of ${some(rows, 'row')} came ${some(events, 'event')}${odd && `; ${odd}`}${files}.`
}

function readingTable(reading: ReadingFacts | null): Html | null {
  if (!reading || !(reading.found.length + reading.skipped.length)) return null
  const FATES = { rejected: 'row left out', repaired: 'value left out', repeated: 'counted once', file: 'of a file' }
  const rows = [
    ...reading.found.map(({ code, fate, count: found }) => [plainName(code), FATES[fate], count(found)]),
    ...reading.skipped.map(({ reason, rows }) => [reason, 'left out by the map', count(rows)]),
  ]
  const [shown, more] = [rows.slice(0, MOST), rows.length - MOST]
  return html`${plainTable({ head: ['Found', 'What became of it', 'Rows'], rows: shown }, 'Problems of the log')}${more > 0 ? html`<p class="note">${some(more, 'more kind')}.</p>` : null}`
}

function lengthCheck({ totals: { span }, zone, quality, totals }: ReportFacts): Html | null {
  if (!span) return null
  const once = quality.lengths[0]!.shoppers
  return html`<strong>The log covers ${took(Math.max(1000, span.to - span.from))}</strong>, from ${day(span.from, zone)} to ${day(span.to, zone)}. Of ${percent(once, totals.shoppers)} of the shoppers it has one visit alone.`
}

function automatedCheck({ automated, events }: QualityFacts, { shoppers }: ReportFacts['totals']): Html {
  const all = events.reduce((sum, { count }) => sum + count, 0)
  if (!automated.events)
    return html`<strong>No event is marked as automated</strong> (<code>context.automated</code>): a log that did not come through the collector may have robots among the shoppers.`
  const reasons = automated.reasons.slice(0, 5).map(({ reason, events }) => `${reason} (${count(events)})`)
  return html`<strong>${some(automated.shoppers, 'shopper')} look automated</strong> (${percent(automated.shoppers, shoppers)}), with ${some(automated.events, 'event')} (${percent(automated.events, all)}). They are counted in all numbers here, as <code>aisle decide</code> counts them. Reasons: ${reasons.join(', ')}.`
}

function sourceCheck({ quality: { without_channel, without_device }, totals: { visits } }: ReportFacts): Html {
  return html`<strong>Of ${percent(without_channel, visits)} of the visits the channel is unknown</strong>, and of ${percent(without_device, visits)} the device.`
}

function moneyCheck({ totals: { orders, priced_orders, currencies } }: ReportFacts): Html | null {
  if (!orders) return null
  const unpriced = orders - priced_orders
  const several =
    currencies.length > 1
      ? ` Orders are in ${currencies.map(({ currency }) => currency).join(', ')}, and amounts are added up as they stand.`
      : ''
  return html`<strong>${unpriced ? html`${some(unpriced, 'order')} of ${count(orders)} do not say what was paid` : 'Every order says what was paid'}</strong>.${several}`
}

function coverageTable(coverage: readonly Coverage[]): Html {
  const SAID = { no: 'cannot be decided', partly: 'decided in part', yes: 'decided' }
  const order = ['no', 'partly', 'yes'] as const
  const sizes = order.map((decides) => coverage.filter((one) => one.decides === decides).length)
  const lacking = order.flatMap((decides) => coverage.filter((one) => one.decides === decides && one.lacks.length))
  const summary = html`<p>${count(sizes[2]!)} of ${count(coverage.length)} definitions have all their events; ${count(sizes[1]!)} have some of them, ${count(sizes[0]!)} cannot be decided.</p>`
  if (!lacking.length) return summary
  return html`${summary}<details><summary>Which events are missing</summary>${plainTable(
    {
      head: ['Definition', 'With this log', 'Missing events'],
      rows: lacking.map(({ name, decides, lacks }) => [
        plainName(name),
        SAID[decides],
        lacks.map(plainName).join(', '),
      ]),
    },
    'Missing events',
  )}</details>`
}

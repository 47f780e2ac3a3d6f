import type { ReportFacts } from '../facts/report-facts'
import { type Html, html, type Part } from './html'
import { count, day, percent, some, took } from './words'

const DAY_MS = 86_400_000

/**
 * The headline: how many shoppers, visits and orders, what was paid, and which days that is of.
 *
 * @example
 * totalsOf(facts)
 */
export function totalsOf({ totals, zone }: ReportFacts): Html {
  const { shoppers, visits, orders, buyers, span, events } = totals
  const cards: readonly (readonly [string, Part, Part])[] = [
    ['Shoppers', count(shoppers), `${percent(buyers, shoppers)} have ordered`],
    ['Visits', count(visits), some(events, 'event')],
    ['Orders', count(orders), `by ${some(buyers, 'buyer')}`],
    revenueCard(totals),
    ...(span ? [datesCard(span, zone)] : []),
  ]
  return html`<dl class="totals">${cards.map(([name, value, note]) => html`<div><dt>${name}</dt><dd>${value}<small>${note}</small></dd></div>`)}</dl>`
}

function revenueCard({ revenue, currencies, orders, priced_orders }: ReportFacts['totals']) {
  if (revenue === null) return ['Revenue', '–', orders ? 'orders do not say it' : 'no orders'] as const
  const [currency, second] = currencies
  // Of several currencies the sum is of no one of them.
  const code = second ? 'several currencies' : (currency?.currency ?? '')
  const of = priced_orders < orders ? `${code}, of ${some(priced_orders, 'order')}` : code
  return ['Revenue', count(revenue), of || 'as the log has it'] as const
}

function datesCard({ from, to }: { readonly from: number; readonly to: number }, zone: string) {
  const [first, last] = [day(from, zone), day(to, zone)]
  const length = to - from < DAY_MS ? took(to - from) : some(Math.round((to - from) / DAY_MS), 'day')
  return ['Time', length, first === last ? first : `${first} to ${last}`] as const
}

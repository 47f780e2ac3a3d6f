/**
 * From a shop's orders to what to do for each customer: thresholds from the shop's own history, RFM groups, a loyalty
 * programme, and a playbook. Reads the invoices of a wholesaler (see ../data/README.md) as they stood on 1 June 2011.
 *
 * In this repository: `node scripts/run.mjs examples/node/know-your-customers.ts`; with the package installed, any way that
 * runs TypeScript.
 *
 * @module
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import {
  builtin,
  builtinPlaybook,
  compile,
  createLoyaltyProgramme,
  createPlaybook,
  type Engine,
  type LoyaltyStatus,
  loyaltyStatus,
  narrate,
  type ShopEvent,
  type Shopper,
  selectTreatments,
  type Treatment,
} from 'aisle'
import { calibrate, populationDocument, rfmTemplate, silenceTemplate } from 'aisle/predict'
import { parse } from 'csv-parse/sync'

const NOW = Date.UTC(2011, 5, 1)
const DAY = 86_400_000

interface Line {
  readonly invoice: string
  readonly stock_code: string
  readonly quantity: string
  readonly invoice_date: string
  readonly price: string
  readonly customer_id: string
}

/** One order for all lines of an invoice; an invoice that begins with C gives money back. */
function readOrders(file: string): ShopEvent[] {
  const lines: Line[] = parse(gunzipSync(readFileSync(file)), { columns: true })
  const invoices = new Map<string, Line[]>()
  for (const line of lines) invoices.set(line.invoice, [...(invoices.get(line.invoice) ?? []), line])
  return [...invoices].map(([invoice, of]) => {
    const { customer_id, invoice_date } = of[0]!
    const total = of.reduce((sum, { price, quantity }) => sum + Number(price) * Math.abs(Number(quantity)), 0)
    return {
      id: invoice,
      name: invoice.startsWith('C') ? 'order_refunded' : 'order_completed',
      // London's clock taken for UTC: an hour off in summer, which days do not feel.
      time: Date.parse(`${invoice_date.replace(' ', 'T')}Z`),
      shopper_id: customer_id,
      session_id: invoice,
      props: { order_id: invoice, total: Math.round(total * 100) / 100 },
      products: of.map(({ stock_code }) => ({ product_id: stock_code })),
      context: {},
    }
  })
}

/** A shopper for each customer, with all that happened until NOW. */
function readShoppers(engine: Engine, orders: readonly ShopEvent[]): Map<string, Shopper> {
  const shoppers = new Map<string, Shopper>()
  for (const order of orders.filter(({ time }) => time <= NOW)) {
    const shopper = shoppers.get(order.shopper_id) ?? engine.shopper()
    shopper.fold(order, NOW)
    shoppers.set(order.shopper_id, shopper)
  }
  return shoppers
}

function tally(names: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  const sorted = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  return sorted.map(([name, n]) => `${name} ${n}`).join(', ')
}

/** Reads the orders, calibrates, and prints what is known and what to do. */
export function main(): void {
  const orders = readOrders(path.resolve('examples/data/online-retail-ii-slice.csv.gz'))

  // 1. Numbers from the shop's own history, frozen and dated: keep `artefact` beside the document.
  const template = rfmTemplate(silenceTemplate({ ...builtin, currency: 'GBP', zone: 'Europe/London' }))
  const population = readShoppers(compile(populationDocument(template)), orders)
  const { document, artefact } = calibrate(template, population.values(), { now: NOW, minimum: 50 })
  console.log(`Calibrated on ${artefact.n} customers, ${artefact.gaps!.n} of whom ordered twice or more.`)
  for (const one of artefact.quantiles.filter(({ trait }) => trait === 'order_gap'))
    console.log(
      `  silence: ${Math.round(one.value / DAY)} days in place of ${one.else} (${one.source}, quantile ${one.q})`,
    )

  // 2. A loyalty programme of the shop's own.
  const programme = createLoyaltyProgramme({
    period: '365d',
    points: [{ of: { event: 'order_completed', once: 'order_id' }, field: 'total', points: 1 }],
    tiers: [
      { name: 'friend', orders: 1 },
      { name: 'partner', points: 1000, orders: 3 },
      { name: 'ambassador', points: 5000 },
    ],
  })
  const whole = {
    ...document,
    traits: [...document.traits, ...programme.traits],
    stages: [...document.stages, ...programme.stages],
  }
  const shoppers = readShoppers(compile(whole), orders)
  const stagesOf = (set: string) => [...shoppers.values()].map((shopper) => shopper.at(NOW).stages[set]!)
  console.log(`RFM groups: ${tally(stagesOf('rfm_group'))}`)
  console.log(`Tiers: ${tally(stagesOf('loyalty_tier'))}`)
  console.log(`Journey: ${tally(stagesOf('purchase_journey'))}`)

  // 3. What to do for some of them, with a treatment of the shop's own on top of the built-in ones.
  const call: Treatment = {
    name: 'call',
    what: 'Call and ask how trade is.',
    why: { set: 'rfm_group', stage: 'cannot_lose' },
    channel: 'phone',
    when: 'now',
    priority: 99,
  }
  const playbook = createPlaybook([...builtinPlaybook.treatments, call], whole, { unknown: 'leave_out' })
  for (const group of ['cannot_lose', 'champions']) {
    const [id, shopper] = [...shoppers].find(([, one]) => one.at(NOW).stages.rfm_group === group)!
    console.log(`Customer ${id}, of ${group}: ${standing(loyaltyStatus(programme, shopper, NOW))}`)
    for (const { what, why, channel, until } of selectTreatments(playbook, shopper, NOW))
      console.log(`  ${what} By ${channel}, since ${narrate(why)[0]}, until ${date(until)}.`)
  }
}

function standing({ tier, points, next, lapses }: LoyaltyStatus): string {
  const missing = (next?.missing[0] ?? []).map(({ measure, missing: more }) => `${more} ${measure}`).join(' and ')
  return `${tier} with ${points} points until ${date(lapses?.at)}${next ? `; ${missing} to ${next.tier}` : ''}.`
}

function date(at: number | null | undefined): string {
  return at == null ? 'further notice' : new Date(at).toISOString().slice(0, 10)
}

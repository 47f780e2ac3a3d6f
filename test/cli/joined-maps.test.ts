import { execFileSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { DuckDBInstance } from '@duckdb/node-api'
import { describe, expect, it } from 'vitest'
import { olistEvents } from '../../bench/support/olist'
import { fromGa4Export } from '../../src/adapters/ga4'
import type { ShopEvent } from '../../src/vocabulary/event-types'
import { cli, countingFile, file, ndjson, temporaryFolder } from './support/cli'

/** Flattens a folder of somebody's tables as the README of the maps says, and decides it by the map of the same name. */
async function decide(name: 'olist' | 'ga4-export', folder: string, ...options: string[]) {
  const log = path.join(temporaryFolder(), 'log.parquet')
  execFileSync(process.execPath, ['examples/maps/join.mjs', `examples/maps/${name}.sql`, folder, log])
  const map = `examples/maps/${name}.json`
  return cli(['decide', log, '--map', map, '--engine', 'duckdb', '--json', ...options])
}

/** What the adapter's events come to, and what differs where the same rows were flattened and mapped. */
async function compareWithAdapter(rows: readonly object[], folder: string) {
  const { events } = fromGa4Export(rows)
  const mapped = await decide('ga4-export', folder)
  const read = await cli(['decide', file('events.ndjson', ndjson(...events)), '--json'])
  const found = new Map(mapped.rows().map((row) => [row.shopper_id, row]))
  const differing = read
    .rows()
    .filter(({ shopper_id, ...row }) => !isSame({ shopper_id, ...row }, found.get(shopper_id)))
  return { events, differing, count: found.size, told: JSON.parse(mapped.stderr) }
}

// Of an order that is told again, the one that is read first counts: seconds lie between.
function isSame(one: Decided, other: Decided | undefined): boolean {
  const told = ({ segments, traits: { recency, ...traits } }: Decided) => JSON.stringify([segments, traits])
  return other !== undefined && told(one) === told(other)
}

interface Decided {
  readonly shopper_id: string
  readonly segments: object
  readonly traits: Readonly<Record<string, unknown>>
}

// As the export has them, where anything here reads them.
const VALUE = 'STRUCT(string_value VARCHAR, int_value BIGINT, float_value DOUBLE, double_value DOUBLE)'
const ITEM = [
  ...['id', 'name', 'brand', 'variant', 'category', 'category2', 'category3', 'category4', 'category5', 'list_id'].map(
    (name) => `item_${name} VARCHAR`,
  ),
  ...['promotion_id', 'promotion_name', 'creative_name', 'creative_slot'].map((name) => `${name} VARCHAR`),
  'price DOUBLE',
  'quantity BIGINT',
]
const COLUMNS = {
  event_name: 'VARCHAR',
  event_timestamp: 'BIGINT',
  user_pseudo_id: 'VARCHAR',
  user_id: 'VARCHAR',
  event_params: `STRUCT(key VARCHAR, value ${VALUE})[]`,
  device:
    'STRUCT(category VARCHAR, operating_system VARCHAR, mobile_model_name VARCHAR, language VARCHAR, web_info STRUCT(browser VARCHAR))',
  ecommerce: 'STRUCT(transaction_id VARCHAR, purchase_revenue DOUBLE, tax_value DOUBLE, shipping_value DOUBLE)',
  items: `STRUCT(${ITEM.join(', ')})[]`,
}

async function ga4Folder(rows: readonly object[]): Promise<string> {
  const folder = temporaryFolder()
  const lines = path.join(folder, 'rows.ndjson')
  writeFileSync(lines, ndjson(...rows))
  const columns = Object.entries(COLUMNS).map(([name, type]) => `${name}: '${type}'`)
  const database = await DuckDBInstance.create()
  const connection = await database.connect()
  const read = `read_json('${lines}', format = 'newline_delimited', columns = {${columns.join(', ')}})`
  await connection.run(`COPY (FROM ${read}) TO '${path.join(folder, 'ga4_events.parquet')}'`)
  connection.closeSync()
  database.closeSync()
  return folder
}

const T = 1_607_615_248_873_729
const hit = (seconds: number, event_name: string, params: object, more: object = {}) => ({
  event_name,
  event_timestamp: T + seconds * 1_000_000,
  user_pseudo_id: '31.37',
  event_params: Object.entries({ ga_session_id: 7, ...params }).map(([key, value]) => ({
    key,
    value:
      typeof value === 'string'
        ? { string_value: value }
        : { int_value: Number.isInteger(value) ? value : null, double_value: Number.isInteger(value) ? null : value },
  })),
  device: {
    category: 'mobile',
    operating_system: 'Android',
    mobile_model_name: '<Other>',
    web_info: { browser: 'Chrome' },
  },
  ...more,
})
const mug = {
  item_id: 'MUG',
  item_name: 'Mug',
  item_category: 'Home',
  item_category2: '(not set)',
  price: 9.5,
  quantity: 2,
}
const pen = { item_id: 'PEN', item_brand: '(not set)', price: 1.15, quantity: 1 }
const order = { transaction_id: 'T-1', value: 20.15, tax: 1.1, shipping: 4, currency: 'EUR' }
const rows = [
  hit(0, 'session_start', {}),
  hit(0, 'page_view', { page_location: 'https://shop.example/', source: 'news', medium: 'email', campaign: 'May' }),
  hit(
    5,
    'view_promotion',
    {},
    { items: [{ promotion_name: 'Sale' }, { promotion_name: 'New' }, { promotion_name: 'Sale' }] },
  ),
  hit(9, 'view_item', { currency: 'EUR' }, { items: [mug] }),
  hit(12, 'add_to_cart', { currency: 'EUR' }, { items: [mug, pen] }),
  hit(20, 'begin_checkout', { value: 20.15, currency: 'EUR' }, { items: [mug, pen] }),
  hit(30, 'add_shipping_info', { shipping_tier: 'Post' }),
  hit(40, 'purchase', order, { items: [mug, pen], ecommerce: { transaction_id: '(not set)' } }),
  hit(50, 'purchase', order, { items: [mug, pen] }),
  hit(60, 'search', { search_term: 'socks' }, { user_pseudo_id: '40.1', user_id: 'ann@shop.example' }),
  hit(61, 'view_item', {}, { user_pseudo_id: '40.1', items: [pen] }),
]

describe("GA4's export by its map", () => {
  it('comes to what the adapter makes of its rows', async () => {
    const { events, differing, count, told } = await compareWithAdapter(rows, await ga4Folder(rows))
    // Without the start of the visit and the page that was opened again, and with two promotions of one hit.
    expect(events).toHaveLength(rows.length - 1)
    expect(differing).toEqual([])
    expect(count).toBe(2)
    expect(told).toMatchObject({ rejected: 0, repeated: 1, skipped: { 'event_name "session_start" (string)': 1 } })
  })
})

describe("Olist's tables by their map", () => {
  it('come to what was bought, delivered and said', async () => {
    const folder = temporaryFolder()
    const table = (name: string, ...lines: string[]) =>
      writeFileSync(path.join(folder, `${name}.csv.gz`), gzipSync(`${lines.join('\n')}\n`))
    table('olist_customers', 'customer_id,customer_unique_id', 'c1,ann', 'c2,bob')
    table(
      'olist_orders',
      'order_id,customer_id,order_purchase_timestamp,order_delivered_carrier_date,order_delivered_customer_date,order_estimated_delivery_date',
      'o1,c1,2018-03-01 10:00:00,2018-03-02 10:00:00,2018-03-10 23:59:59,2018-03-10 00:00:00',
      'o2,c2,2018-03-01 10:00:00,,2018-03-21 10:00:00,2018-03-20 00:00:00',
    )
    table('olist_order_items', 'order_id,order_item_id,product_id,price', 'o1,1,p1,10.10', 'o1,2,p1,10.10')
    table('olist_order_payments', 'order_id,payment_value', 'o1,15.15', 'o1,5.05', 'o2,7')
    table('olist_products', 'product_id,product_category_name', 'p1,bebes')
    table('product_category_name_translation', 'product_category_name,product_category_name_english', 'bebes,baby')
    table(
      'olist_order_reviews',
      'review_id,order_id,review_score,review_comment_message,review_answer_timestamp',
      'r1,o2,1,"late,\nat last",2018-03-22 10:00:00',
    )
    const { rows } = await decide('olist', folder, '--definitions', countingFile())
    // Midnight in São Paulo, where the shop is: the day that was promised has gone by without a parcel.
    expect(rows()).toMatchObject([
      { shopper_id: 'ann', traits: { events: 3, spent: 20.2, lines: 2 } },
      { shopper_id: 'bob', now: Date.parse('2018-03-22T13:00:00Z'), traits: { events: 4, spent: 7, lines: 0 } },
    ])
  })
})

describe('real logs that are flattened first', () => {
  const data = '../shared/data'
  it.skipIf(!existsSync(data))("GA4's sample comes to what the adapter makes of it", async () => {
    const database = await DuckDBInstance.create()
    const connection = await database.connect()
    const query = `SELECT to_json(hit)::VARCHAR FROM '${data}/ga4-export/ga4_events_sampled.parquet' AS hit`
    const rows = (await connection.runAndReadAll(query)).getRows().map(([row]) => JSON.parse(row as string))
    const { events, differing, count } = await compareWithAdapter(rows, `${data}/ga4-export`)
    expect(rows).toHaveLength(24_219)
    expect(events).toHaveLength(12_300)
    expect(count).toBe(10_363)
    expect(differing).toEqual([])
  })

  it.skipIf(!existsSync(data))("Olist's tables have the events of the study of service", async () => {
    const wanted: ShopEvent[] = olistEvents(`${data}/olist`).flat()
    const { rows, stderr } = await decide('olist', `${data}/olist`, '--definitions', countingFile())
    const sum = (name: string) => rows().reduce((total, { traits }) => total + (traits[name] ?? 0), 0)
    expect(JSON.parse(stderr)).toMatchObject({ events: wanted.length, rejected: 0, shoppers: 8016 })
    expect(sum('events')).toBe(wanted.length)
    const spent = wanted.reduce((total, { props }) => total + ((props.total as number | undefined) ?? 0), 0)
    expect(sum('spent')).toBeCloseTo(spent, 4)
  })
})

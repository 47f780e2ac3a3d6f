/**
 * What the stated thresholds of the lifecycle rest on, counted on two shops' orders: how long a delivery takes (Olist), and
 * how long who ever orders again takes to (CDNOW). `node scripts/run.mjs bench/lifecycle-thresholds.ts DATA_FOLDER`
 *
 * @module
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'

const DAY = 86_400_000

const share = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} % of ${whole}`

/** Days from purchase to delivery, of orders that were delivered. */
function deliveries(folder: string): number[] {
  const file = gunzipSync(readFileSync(path.join(folder, 'olist/olist_orders.csv.gz')))
  const rows: Record<string, string>[] = parse(file, { columns: true })
  return rows
    .filter((row) => row.order_delivered_customer_date)
    .map((row) => (at(row.order_delivered_customer_date!) - at(row.order_purchase_timestamp!)) / DAY)
}

const at = (text: string) => Date.parse(`${text.replace(' ', 'T')}Z`)

/** Days on which each customer bought, in order; several rows of a day are one purchase. */
function purchases(folder: string): number[][] {
  const text = gunzipSync(readFileSync(path.join(folder, 'cdnow/CDNOW_master.txt.gz'))).toString()
  const days = new Map<string, Set<number>>()
  for (const line of text.split('\n')) {
    const [, id, year, month, day] = /^\s*(\d+)\s+(\d{4})(\d\d)(\d\d)\s/.exec(line) ?? []
    if (id === undefined) continue
    const known = days.get(id) ?? new Set<number>()
    days.set(id, known.add(Date.UTC(Number(year), Number(month) - 1, Number(day)) / DAY))
  }
  return [...days.values()].map((each) => [...each].sort((a, b) => a - b))
}

/** Prints the figures that the catalogue's words state. */
export function main([folder = '../shared/data']: readonly string[]): void {
  const took = deliveries(folder)
  console.log(`Olist: delivered within 30 days ${share(took.filter((days) => days < 30).length, took.length)}`)
  const buyers = purchases(folder)
  const gaps = buyers.flatMap(([first, second]) => (second === undefined ? [] : [second - first!]))
  for (const days of [30, 180]) {
    console.log(
      `CDNOW: second order within ${days} days ${share(gaps.filter((gap) => gap < days).length, gaps.length)}`,
    )
    const silent = buyers.filter(([first, second]) => second === undefined || second - first! >= days)
    const back = silent.filter(([first, second]) => second !== undefined && second - first! < days + 180)
    console.log(`CDNOW: silent for ${days} days, back in the next 180 ${share(back.length, silent.length)}`)
  }
}

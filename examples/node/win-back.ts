/**
 * Whom to win back: the customers of a shop who are at risk or lapsed, with what they were worth and when they ordered last, as CSV
 * for a mailing. Reads the invoices of a wholesaler (see ../data/README.md) as they stood on 10 December 2011.
 *
 * In this repository: `node scripts/run.mjs examples/node/win-back.ts`; with the package and `@duckdb/node-api` installed, any way that
 * runs TypeScript.
 *
 * @module
 */
import { readFileSync } from 'node:fs'
import { builtin } from 'aisle'
import { type DecisionRow, decide } from 'aisle/warehouse'

const LOG = 'examples/data/online-retail-ii-slice.csv.gz'
const MAP = 'examples/maps/online-retail-ii.json'
const DAY = 86_400_000
const NOW = Date.UTC(2011, 11, 10)

/** What a mailing goes by. */
const COLUMNS: { readonly [column: string]: (row: DecisionRow) => unknown } = {
  customer: ({ shopper_id }) => shopper_id,
  segment: ({ segments }) => (segments.lapsed === 'in' ? 'lapsed' : 'at_risk'),
  orders: ({ traits }) => traits.orders,
  paid: ({ traits }) => traits.revenue,
  days_since_order: ({ traits }) => Math.floor(Number(traits.recency) / DAY),
}

/** A cell of CSV; none that a spreadsheet would take for a formula. */
function cell(value: unknown): string {
  const text = String(value ?? '').replace(/^[=+\-@\t\r]/, "'$&")
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

export async function main(): Promise<void> {
  const map = JSON.parse(readFileSync(MAP, 'utf8'))
  console.log(Object.keys(COLUMNS).join(','))
  for await (const row of decide([LOG], { definitions: builtin, map, now: NOW })) {
    const { at_risk, lapsed } = row.segments
    if (at_risk !== 'in' && lapsed !== 'in') continue
    console.log(
      Object.values(COLUMNS)
        .map((value) => cell(value(row)))
        .join(','),
    )
  }
}

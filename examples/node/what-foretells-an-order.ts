/**
 * Which segments and stages foretold that a shopper would order within two weeks, and by how much: each with the interval that the
 * shoppers at hand allow. Reads the clicks of an online shop (see ../data/README.md) as they stood on 1 February 2020.
 *
 * In this repository: `node scripts/run.mjs examples/node/what-foretells-an-order.ts`; with the package installed, any way that
 * runs TypeScript.
 *
 * @module
 */
import { readFileSync } from 'node:fs'
import { builtin } from 'aisle'
import { groupLabel } from 'aisle/history'
import { backtest } from 'aisle/warehouse'

const LOG = 'examples/data/retentioneering-simple-onlineshop.csv.gz'
const MAP = 'examples/maps/retentioneering-simple-onlineshop.json'

/** Of fewer shoppers a lift says little, whatever it is. */
const FEWEST = 50

export async function main(): Promise<void> {
  const { shoppers, outcomes, groups, is_complete } = await backtest([LOG], {
    definitions: builtin,
    map: JSON.parse(readFileSync(MAP, 'utf8')),
    at: Date.UTC(2020, 1, 1),
    outcome: { event: 'order_completed', once: 'order_id' },
    within: '14d',
    onProblem: ({ file, line, path, found, wanted }) =>
      console.error(`${file}:${line} ${path}: ${found}, not ${wanted}`),
  })
  if (!is_complete) throw new Error('Cannot tell: the log ends before the two weeks do')
  console.log(`${shoppers} shoppers, of whom ${outcomes} ordered`)
  const telling = groups.flatMap((group) => {
    const { value, low, high } = group.lift
    // An interval with 1 in it is no sign that they are other than all.
    const isTelling = value !== null && low !== null && high !== null && (low > 1 || high < 1)
    return isTelling && group.shoppers >= FEWEST ? [{ group, value, low, high }] : []
  })
  for (const { group, value, low, high } of telling.sort((a, b) => b.value - a.value))
    console.log(
      `${groupLabel(group)}: ${group.shoppers}, lift ${value.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`,
    )
}

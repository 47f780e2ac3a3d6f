import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { cli } from '../cli/support/cli'

const LOG = 'examples/data/retentioneering-simple-onlineshop.csv.gz'
const MAP = 'examples/maps/retentioneering-simple-onlineshop.json'

/** What a script prints. */
async function linesOf(script: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)(process.execPath, ['scripts/run.mjs', `examples/node/${script}`])
  return stdout.trim().split('\n')
}

describe('examples/node', () => {
  it('win-back.ts names the customers of whom aisle decide says that they are at risk or lapsed', async () => {
    const [head, ...lines] = await linesOf('win-back.ts')
    const argv = ['examples/data/online-retail-ii-slice.csv.gz', '--map', 'examples/maps/online-retail-ii.json']
    const { rows } = await cli(['decide', ...argv, '--now', '2011-12-10'])
    const wanted = rows().filter(({ segments }) => segments.at_risk === 'in' || segments.lapsed === 'in')
    expect(head).toBe('customer,segment,orders,paid,days_since_order')
    expect(lines).toEqual(
      wanted.map(({ shopper_id, segments, traits }) => {
        const days = Math.floor(traits.recency / 86_400_000)
        const segment = segments.lapsed === 'in' ? 'lapsed' : 'at_risk'
        return [shopper_id, segment, traits.orders, traits.revenue, days].join(',')
      }),
    )
    expect(lines.length).toBeGreaterThan(20)
  })

  it('way-to-the-order.ts counts the movements that aisle replay tells', async () => {
    const lines = await linesOf('way-to-the-order.ts')
    const { rows } = await cli(['replay', LOG, '--map', MAP, '--segment', 'aida'])
    const counts = new Map<string, number>()
    for (const { from, to } of rows())
      if (from !== null) counts.set(`${from} to ${to}`, (counts.get(`${from} to ${to}`) ?? 0) + 1)
    const told = lines.map((line) => /^(\w+ to \w+): (\d+) times, half of them within [\d.]+ \w+$/.exec(line)!.slice(1))
    const expected = [...counts].sort(([, a], [, b]) => b - a).map(([way, count]) => [way, `${count}`])
    expect(told).toEqual(expected.slice(0, 8))
    expect(told.length).toBeGreaterThan(5)
  })

  it('what-foretells-an-order.ts names what aisle backtest finds telling', async () => {
    const [head, ...lines] = await linesOf('what-foretells-an-order.ts')
    const argv = ['--at', '2020-02-01', '--outcome', 'order_completed', '--within', '14d', '--json']
    const { rows } = await cli(['backtest', LOG, '--map', MAP, ...argv])
    const [{ shoppers, outcomes, groups }] = rows()
    expect(head).toBe(`${shoppers} shoppers, of whom ${outcomes} ordered`)
    const { lift } = groups.find(({ name }: { name: string }) => name === 'cart_abandoner')
    expect(lines).toContainEqual(expect.stringMatching(`^cart_abandoner: \\d+, lift ${lift.value.toFixed(2)} \\(`))
    expect(lines.length).toBeLessThan(groups.length)
  })
})

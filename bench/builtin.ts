/**
 * All that is built in beside twelve segments, by `decide()` with DuckDB over the Google store's log of August 2016:
 * `node scripts/run.mjs bench/builtin.ts [LOG.ndjson.gz]`. They take turns, each in a process of its own.
 *
 * @module
 */
import { existsSync } from 'node:fs'
import { builtin } from '../src'
import { decide } from '../src/warehouse'
import { GOOGLE_STORE } from './decide'
import { printTaken, type Taken, takeTurns } from './support/apart'
import { median, type Report, range } from './support/measure'
import { show } from './support/results'
import { definitions } from './warehouse'

const RUNS = 5

const CASES = { 'twelve segments': definitions, 'all that is built in': builtin }

/** How much longer all that is built in takes than twelve segments, in the same round. */
export async function builtins(log = GOOGLE_STORE, runs = RUNS): Promise<Report> {
  const title = 'All that is built in beside twelve segments, with DuckDB, over the Google store in August 2016'
  if (!existsSync(log)) {
    console.log(`SKIPPED: ${log} is not there`)
    return { name: 'builtin', title, figures: [] }
  }
  const all = takeTurns('builtin.ts', Object.keys(CASES), { runs, fileOf: () => log })
  const [few, many] = [...all.values()] as [Taken[], Taken[]]
  const times = many.map(({ seconds }, round) => seconds / few[round]!.seconds)
  const figures = [...all].flatMap(([name, taken]) => {
    const [seconds, memory] = [taken.map(({ seconds }) => seconds), taken.map(({ rss_mb }) => rss_mb)]
    return [
      { id: `${name}: time`, what: `${name}: time`, value: median(seconds), unit: 's', range: range(seconds) },
      {
        id: `${name}: memory`,
        what: `${name}: peak of memory`,
        value: median(memory),
        unit: 'MB',
        range: range(memory),
      },
    ]
  })
  const slower = { value: median(times), unit: 'x', range: range(times), target: 'at most 5' }
  const what = 'all that is built in: times the time of twelve segments, with DuckDB'
  return { name: 'builtin', title, figures: [...figures, { id: 'slowdown', what, ...slower }] }
}

/** One case in this process, or both, printed. */
export async function main([log, name]: string[]): Promise<void> {
  if (name === undefined) console.log(show(await builtins(log)))
  else
    await printTaken(async () => {
      const asked = { definitions: CASES[name as keyof typeof CASES], now: Date.parse('2016-09-01T00:00:00Z') }
      for await (const _ of decide([log!], asked));
    })
}

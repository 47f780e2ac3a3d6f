/**
 * `aisle decide` over a large log, beside gunzip and `JSON.parse` of each line alone in the same run:
 * `node scripts/run.mjs bench/decide.ts [LOG.ndjson.gz]`. Each reading is a process of its own, so that its peak of
 * memory is its own; the two take turns, so that a busy machine slows both.
 *
 * @module
 */
import { createReadStream, existsSync } from 'node:fs'
import { devNull } from 'node:os'
import { createGunzip } from 'node:zlib'
import { run } from '../src/cli/program'
import { printTaken, type Taken, takeTurns } from './support/apart'
import { type Figure, median, type Report, range } from './support/measure'
import { show } from './support/results'

/** The log that is read where no other is named; it is not in the repository. */
export const GOOGLE_STORE = '../shared/data/google-store/events-2016-08.ndjson.gz'

const RUNS = 3

/** What is measured: nothing but parsing, and `decide` in the ways that it is used. */
const CASES: Readonly<Record<string, readonly string[] | undefined>> = {
  'gunzip + JSON.parse': undefined,
  'decide --now latest': [],
  'decide --now 2016-09-01': ['--now', '2016-09-01T00:00:00Z'],
  'decide --now 2016-09-01 --changes': ['--now', '2016-09-01T00:00:00Z', '--changes'],
}

async function carryOut(name: string, log: string): Promise<void> {
  const options = CASES[name]
  if (options === undefined) await parseAlone(log)
  else await run(['decide', log, '--out', devNull, '--json', ...options], process)
}

async function parseAlone(log: string): Promise<void> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of createReadStream(log).pipe(createGunzip())) {
    const bytes: Buffer = rest.length ? Buffer.concat([rest, chunk]) : chunk
    let start = 0
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
      JSON.parse(bytes.toString('utf8', start, end))
      start = end + 1
    }
    rest = bytes.subarray(start)
  }
}

/** `decide` beside parsing alone, in turns: times, how many times slower in the same round, and peaks of memory. */
export async function decide(log = GOOGLE_STORE, runs = RUNS): Promise<Report> {
  const title = '`aisle decide` over a log, beside gunzip and JSON.parse of each line'
  if (!existsSync(log)) {
    console.log(`SKIPPED: ${log} is not there`)
    return { name: 'decide', title, figures: [] }
  }
  const all = takeTurns('decide.ts', Object.keys(CASES), { runs, fileOf: () => log })
  const [alone] = all.values()
  return { name: 'decide', title, figures: [...all].flatMap(([name, measured]) => figuresOf(name, measured, alone!)) }
}

function figuresOf(name: string, measured: readonly Taken[], alone: readonly Taken[]): Figure[] {
  const figure = (id: string, what: string, unit: string, values: readonly number[], target?: string): Figure => ({
    id: `${name}: ${id}`,
    what: `${name}: ${what}`,
    value: median(values),
    unit,
    range: range(values),
    ...(target && CASES[name] && { target }),
  })
  const times = measured.map(({ seconds }, round) => seconds / alone[round]!.seconds)
  const slower = figure('slowdown', 'times the time of parsing alone', 'x', times, 'at most 3')
  return [
    figure(
      'time',
      'time',
      's',
      measured.map(({ seconds }) => seconds),
    ),
    ...(CASES[name] ? [slower] : []),
    figure(
      'cpu',
      'processor time',
      's',
      measured.map(({ cpu_seconds }) => cpu_seconds),
    ),
    figure(
      'memory',
      'peak of memory',
      'MB',
      measured.map(({ rss_mb }) => rss_mb),
      'under 1,024',
    ),
  ]
}

/** One case in this process, or all of them, printed. */
export async function main([log, only]: string[]): Promise<void> {
  if (only !== undefined) await printTaken(() => carryOut(only, log!))
  else console.log(show(await decide(log)))
}

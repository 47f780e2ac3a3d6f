/**
 * `aisle decide` over a large log, beside gunzip and `JSON.parse` of each line alone in the same run:
 * `node scripts/run.mjs bench/decide.ts [LOG.ndjson.gz] [RUNS]`. Each reading is a process of its own, so that its peak of
 * memory is its own; the two take turns, so that a busy machine slows both.
 *
 * @module
 */
import { spawnSync } from 'node:child_process'
import { createReadStream, existsSync } from 'node:fs'
import { devNull } from 'node:os'
import { createGunzip } from 'node:zlib'
import { run } from '../src/cli/program'

const LOG = '../shared/data/google-store/events-2016-08.ndjson.gz'

/** What is measured: nothing but parsing, and `decide` in the ways that it is used. */
const CASES: Readonly<Record<string, readonly string[] | undefined>> = {
  'gunzip + JSON.parse': undefined,
  'decide --now latest': [],
  'decide --now 2016-09-01': ['--now', '2016-09-01T00:00:00Z'],
  'decide --now 2016-09-01 --changes': ['--now', '2016-09-01T00:00:00Z', '--changes'],
}

interface Measured {
  readonly seconds: number
  readonly rss_mb: number
}

/** One case in this process; the figures go to standard output. */
async function measure(name: string, log: string): Promise<void> {
  const began = performance.now()
  const options = CASES[name]
  if (options === undefined) await parseAlone(log)
  else await run(['decide', log, '--out', devNull, '--json', ...options], process)
  const seconds = (performance.now() - began) / 1000
  console.log(JSON.stringify({ seconds, rss_mb: process.resourceUsage().maxRSS / 1024 }))
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

/** Measures all cases by turns and prints the medians. */
export async function main([log = LOG, runs = '3', only]: string[]): Promise<void> {
  if (only !== undefined) return measure(only, log)
  if (!existsSync(log)) {
    console.log(`SKIPPED: ${log} is not there`)
    return
  }
  const all = new Map<string, Measured[]>(Object.keys(CASES).map((name) => [name, []]))
  for (let i = 0; i < Number(runs); i++)
    for (const [name, measured] of all) {
      const args = ['scripts/run.mjs', 'bench/decide.ts', log, runs, name]
      measured.push(JSON.parse(spawnSync(process.execPath, args, { encoding: 'utf8' }).stdout))
    }
  const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!
  const alone = median([...all.values()][0]!.map(({ seconds }) => seconds))
  for (const [name, measured] of all) {
    const seconds = median(measured.map((one) => one.seconds))
    const rss = Math.max(...measured.map(({ rss_mb }) => rss_mb))
    console.log(`${name.padEnd(36)} ${seconds.toFixed(2)} s  ${(seconds / alone).toFixed(2)}x  ${rss.toFixed(0)} MB`)
  }
}

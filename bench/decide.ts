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
  /** Of all cores: it says the same on a machine that does other things besides. */
  readonly cpu_seconds: number
  readonly rss_mb: number
}

/** One case in this process; the figures go to standard output. */
async function measure(name: string, log: string): Promise<void> {
  const began = performance.now()
  const options = CASES[name]
  if (options === undefined) await parseAlone(log)
  else await run(['decide', log, '--out', devNull, '--json', ...options], process)
  const seconds = (performance.now() - began) / 1000
  const { user, system } = process.cpuUsage()
  const cpu_seconds = (user + system) / 1e6
  console.log(JSON.stringify({ seconds, cpu_seconds, rss_mb: process.resourceUsage().maxRSS / 1024 }))
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
  const [alone] = [...all.values()].map(medians)
  for (const [name, measured] of all) {
    const { seconds, cpu_seconds } = medians(measured)
    const rss = Math.max(...measured.map(({ rss_mb }) => rss_mb))
    const told = [
      `${seconds.toFixed(2)} s ${(seconds / alone!.seconds).toFixed(2)}x`,
      `${cpu_seconds.toFixed(2)} CPU s ${(cpu_seconds / alone!.cpu_seconds).toFixed(2)}x`,
      `${rss.toFixed(0)} MB`,
    ]
    console.log(`${name.padEnd(36)} ${told.join('   ')}`)
  }
}

function medians(measured: readonly Measured[]): Omit<Measured, 'rss_mb'> {
  const median = (of: 'seconds' | 'cpu_seconds') =>
    measured.map((one) => one[of]).sort((a, b) => a - b)[Math.floor(measured.length / 2)]!
  return { seconds: median('seconds'), cpu_seconds: median('cpu_seconds') }
}

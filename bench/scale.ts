/**
 * `decide()` of `aisle/warehouse` over longer and longer logs with the same memory: `node scripts/run.mjs bench/scale.ts
 * [MILLIONS...]`. A log is one of two million events again and again, each time with other shoppers. Each is decided in a
 * process of its own, a log of two million events before and after it; one that the disk has no room for is left out.
 *
 * @module
 */
import { once } from 'node:events'
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statfsSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { finished } from 'node:stream/promises'
import { decide } from '../src/warehouse'
import { printTaken, type Taken, takenApart } from './support/apart'
import type { Figure, Report } from './support/measure'
import { show } from './support/results'
import { definitions, NOW, writeLog } from './warehouse'

const MILLION = 1_000_000
/** Millions of events. */
const SIZES = [20, 100]
/** Of a log that is written again and again. */
const ONCE = 2 * MILLION
const MEMORY = '3GB'

/** A log, and one of two million events before and after it. */
interface Beside {
  readonly own: Taken
  readonly short: readonly [Taken, Taken]
}

async function carryOut(file: string): Promise<void> {
  const options = { definitions, now: NOW, memory_limit: MEMORY, temporary: path.dirname(file) }
  for await (const _ of decide([file], options));
}

/** Writes the events of a log so many times, each time with other shoppers, visits and ids. */
async function repeat(from: string, to: string, times: number): Promise<void> {
  const stream = createWriteStream(to)
  for (let i = 0; i < times; i++) {
    let text = ''
    for await (const line of createInterface({ input: createReadStream(from) })) {
      text += `${line.replaceAll('"shopper-', `"${i}-`)}\n`
      if (text.length < 2 ** 20) continue
      if (!stream.write(text)) await once(stream, 'drain')
      text = ''
    }
    stream.write(text)
  }
  stream.end()
  await finished(stream)
}

/** Time and memory of longer and longer logs. */
export async function scale(sizes: readonly number[] = SIZES): Promise<Report> {
  const folder = mkdtempSync(path.join(tmpdir(), 'aisle-bench-'))
  try {
    const one = path.join(folder, 'once.ndjson')
    await writeLog(one, ONCE)
    const measured = new Map<number, Beside>()
    for (const millions of sizes) {
      const times = (millions * MILLION) / ONCE
      const { bavail, bsize } = statfsSync(folder)
      // The log, and its parts, which are a third of it.
      if (bavail * bsize < 1.5 * times * statSync(one).size) continue
      const file = path.join(folder, 'log.ndjson')
      await repeat(one, file, times)
      // What else the machine does falls on both.
      const takenBy = (log: string) => takenApart('scale.ts', '--file', log)
      const before = takenBy(one)
      const own = takenBy(file)
      measured.set(millions, { own, short: [before, takenBy(one)] })
      rmSync(file)
    }
    const title = `Twelve segments of longer and longer logs of NDJSON: \`decide()\` with ${MEMORY} of memory`
    return { name: 'scale', title, figures: figuresOf(measured) }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function figuresOf(measured: ReadonlyMap<number, Beside>): Figure[] {
  return [...measured].flatMap(([millions, { own, short }]) => {
    const name = `${millions} million events`
    const growth = (what: 'seconds' | 'cpu_seconds') => {
      const [before, after] = short
      return own[what] / millions / ((before[what] + after[what]) / 2 / (ONCE / MILLION))
    }
    const share = 'an event as of a log of two million, before and after'
    return [
      { id: `${millions}: time`, what: `${name}: time`, value: own.seconds, unit: 's' },
      { id: `${millions}: growth`, what: `${name}: times the time ${share}`, value: growth('seconds'), unit: 'x' },
      {
        ...{ id: `${millions}: cpu growth`, what: `${name}: times the processor time ${share}` },
        ...{ value: growth('cpu_seconds'), unit: 'x' },
      },
      {
        ...{ id: `${millions}: memory`, what: `${name}: peak of memory` },
        ...{ value: own.rss_mb / 1024, unit: 'GB', target: 'under 4' },
      },
    ]
  })
}

/** One log in this process, or all of them, printed. */
export async function main(args: string[]): Promise<void> {
  if (args[0] === '--file') await printTaken(() => carryOut(args[1]!))
  else console.log(show(await scale(args.length ? args.map(Number) : SIZES)))
}

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { loadOf, sendAll } from '../test/collector/support/senders'
import { type Figure, median, quantile, type Report, range } from './support/measure'
import { ROOT } from './support/results'

const bare = (folder: string, form: 'bodies' | 'lines') => [
  ...['scripts/run.mjs', 'bench/support/bare-collector.ts', path.join(folder, 'events.ndjson'), form],
]

/** The command of each collector, given a folder of its own. */
const COLLECTORS = {
  bare: (folder: string) => bare(folder, 'bodies'),
  lines: (folder: string) => bare(folder, 'lines'),
  aisle: (folder: string) => ['dist/cli/main.js', 'collect', '--out', folder, '--port', '0', '--rate', '0'],
}

const WHAT = {
  bare: 'A bare Node handler that appends bodies unread, and syncs',
  lines: 'A bare Node handler that appends one event a line, and syncs',
  aisle: '`aisle collect`',
}

type Name = keyof typeof COLLECTORS

const ROUNDS = 7
const BATCHES = 4_000
/** Batches that each collector has had before: one runs for days, and its code is compiled in the first seconds. */
const WARM_UP = 2_000
const EVENTS = 20
/** Connections that each send the next batch when the one before is answered. */
const SENDERS = 32
const MAX_P99_MS = 50

interface Turn {
  readonly events_per_s: number
  readonly p99_ms: number
}

/**
 * How many events a collector takes in a second and how long senders wait, on loopback, with files that are synced before
 * each answer: `aisle collect` beside bare handlers of Node's that append and sync in the same way: one that does not
 * even read what it writes, and one that writes events as lines. They take turns; each is
 * a process of its own, and the senders, which share the machine with them, are a third.
 */
export async function collect(): Promise<Report> {
  const folder = mkdtempSync(path.join(tmpdir(), 'aisle-bench-'))
  const turns: Record<Name, Turn[]> = { bare: [], lines: [], aisle: [] }
  const names = Object.keys(COLLECTORS) as Name[]
  try {
    for (let round = -1; round < ROUNDS; round++) {
      for (const name of names) {
        const turn = await measure(name, mkdtempSync(path.join(folder, `${name}-`)))
        // The first warms the disk and the senders up.
        if (round >= 0) turns[name].push(turn)
      }
      names.push(names.shift()!)
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
  const ratio = (id: string, beside: readonly Turn[], what: string): Figure => {
    const shares = turns.aisle.map(({ events_per_s }, i) => events_per_s / beside[i]!.events_per_s)
    return { id, what, value: median(shares), range: range(shares), unit: 'x' }
  }
  return {
    name: 'collect',
    title: `Collecting: batches of ${EVENTS} events, ${SENDERS} senders, on disk before the answer`,
    figures: [
      ...figuresOf('bare', turns.bare),
      ...figuresOf('lines', turns.lines),
      ...figuresOf('aisle', turns.aisle),
      ratio('ratio', turns.bare, `${WHAT.aisle}: share of what the handler takes that does not read`),
      {
        ...ratio(
          'ratio to lines',
          turns.lines,
          `${WHAT.aisle}: share of what the handler takes that writes one event a line`,
        ),
        // It alone appends as Aisle does; the other leaves no log of events.
        target: 'at least 0.5',
      },
    ],
  }
}

function figuresOf(name: Name, turns: readonly Turn[]): Figure[] {
  const rates = turns.map(({ events_per_s }) => events_per_s)
  const waits = turns.map(({ p99_ms }) => p99_ms)
  const target = name === 'aisle' ? { target: `under ${MAX_P99_MS}` } : {}
  return [
    { id: `${name}_rate`, what: WHAT[name], value: median(rates), range: range(rates), unit: 'events/s' },
    {
      id: `${name}_p99`,
      what: `${WHAT[name]}: 99 of 100 answers within`,
      value: median(waits),
      range: range(waits),
      unit: 'ms',
      ...target,
    },
  ]
}

async function measure(name: Name, folder: string): Promise<Turn> {
  const child = spawn(process.execPath, COLLECTORS[name](folder), { cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'] })
  try {
    const url = await addressOf(child)
    // For the compiler of the runtime.
    await sendAll(loadOf('warm', { batches: WARM_UP, events: EVENTS }), () => url, { senders: SENDERS })
    const loads = loadOf('load', { batches: BATCHES, events: EVENTS })
    const began = performance.now()
    const { took_ms } = await sendAll(loads, () => url, { senders: SENDERS })
    const seconds = (performance.now() - began) / 1_000
    if (took_ms.length < BATCHES) throw new Error(`Cannot measure "${name}": ${BATCHES - took_ms.length} were refused`)
    return { events_per_s: (BATCHES * EVENTS) / seconds, p99_ms: quantile(took_ms, 0.99) }
  } finally {
    const ended = new Promise((done) => child.once('close', done))
    child.kill('SIGTERM')
    await ended
  }
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((done, fail) => {
    let said = ''
    child.stderr!.on('data', (text) => {
      said += text
      const found = /at (http:\S+collect),/.exec(said)
      if (found) done(found[1]!)
    })
    child.once('close', () => fail(new Error(said)))
  })
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable, Writable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { onTestFinished } from 'vitest'
import { run } from '../../../src/cli/program'

/** What a command gave. */
export interface Ran {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
  /** Standard output as NDJSON. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into rows of any shape
  readonly rows: () => any[]
}

/** Runs the command line in this process. */
export async function cli(argv: readonly string[], stdin: string | Buffer = ''): Promise<Ran> {
  const out = collector()
  const err = collector()
  // In small pieces, as a pipe gives them.
  const bytes = Buffer.from(stdin)
  const pieces = Array.from({ length: Math.ceil(bytes.length / 1000) }, (_, i) =>
    bytes.subarray(i * 1000, i * 1000 + 1000),
  )
  const code = await run(argv, { stdin: Readable.from(pieces), stdout: out.stream, stderr: err.stream })
  const stdout = out.text()
  return { code, stdout, stderr: err.text(), rows: () => parseRows(stdout) }
}

/** NDJSON as values. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into rows of any shape
export function parseRows(text: string): any[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
}

function collector() {
  const pieces: Buffer[] = []
  const stream = new Writable({
    write(chunk, _, done) {
      pieces.push(Buffer.from(chunk))
      done()
    },
  })
  return { stream, text: () => Buffer.concat(pieces).toString('utf8') }
}

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'aisle-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A file in a folder of its own that is gone after the test; packed where its name ends in `.gz`. */
export function file(name: string, content: string | Buffer): string {
  const place = path.join(temporaryFolder(), name)
  writeFileSync(place, name.endsWith('.gz') && typeof content === 'string' ? gzipSync(content) : content)
  return place
}

/** A normal event, as a log holds it. */
export function event(fields: object = {}): Record<string, unknown> {
  const id = `e${++made}`
  const rest = { props: {}, products: [], context: {} }
  return { id, name: 'page_viewed', time: T0, shopper_id: 's', session_id: 'v', ...rest, ...fields }
}

let made = 0

/** 2026-05-01. */
export const T0 = 1_777_593_600_000

/** Values as NDJSON. */
export function ndjson(...values: unknown[]): string {
  return values.map((value) => (typeof value === 'string' ? `${value}\n` : `${JSON.stringify(value)}\n`)).join('')
}

/** Definitions that count events by name, to see which were folded. */
export const counting = {
  aisle: 1,
  zone: 'UTC',
  currency: 'EUR',
  segments: [
    { name: 'buyer', version: 1, title: 'Bought', when: { gte: [{ count: { event: 'order_completed' } }, 1] } },
  ],
  traits: [
    { name: 'events', version: 1, title: 'Events', value: { count: { event: '*' } } },
    { name: 'visits', version: 1, title: 'Events of the visit', value: { count: { event: '*', within: 'visit' } } },
    { name: 'spent', version: 1, title: 'Spent', value: { sum: 'total', of: { event: 'order_completed' } } },
    { name: 'lines', version: 1, title: 'Lines', value: { count: { event: 'order_completed', each: 'product' } } },
    { name: 'last', version: 1, title: 'Latest age', value: { age: 'last', of: { event: '*' } } },
  ],
  stages: [],
}

/** The file of {@link counting}. */
export function countingFile(): string {
  return file('counting.json', JSON.stringify(counting))
}

/** Decides a log, and gives what was told of it line by line, the file's name left out. */
export async function decideLog(log: string | Buffer, name = 'log.ndjson', ...options: string[]) {
  const place = file(name, log)
  const ran = await cli(['decide', place, '--definitions', countingFile(), ...options])
  const told = ran.stderr.replaceAll(place, name).trim().split('\n')
  return { ...ran, told, summary: told.at(-1), traits: ran.rows()[0]?.traits }
}

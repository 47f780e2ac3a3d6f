/**
 * Sends a hundred thousand requests that may be anything to `aisle collect`, beside connections that stall, break off or speak
 * no HTTP, and sees that it goes on answering, stays small, and has every good event once: `npm run fuzz`, or
 * `npm run fuzz -- 5000 7` for so many with another seed. Takes the built package.
 *
 * @module
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { type HostileRequest, hostileRequest } from '../test/collector/support/hostile-requests'

const SENDERS = 32
/** A connection that is no request of `hostileRequest` comes once in so many. */
const CONNECTION_EVERY = 100
const MAX_MEMORY_MB = 400

/** What goes over a socket that is not HTTP as it should be; those that end with nothing more stay open. */
const CONNECTIONS = [
  {
    name: 'stalls in its body',
    text: 'POST /collect HTTP/1.1\r\nhost: a\r\ncontent-length: 5000\r\n\r\n{"events":[',
    ends: false,
  },
  { name: 'stalls in its headers', text: 'POST /collect HTTP/1.1\r\nhost: a\r\nx-', ends: false },
  {
    name: 'breaks off',
    text: 'POST /collect HTTP/1.1\r\nhost: a\r\ncontent-length: 5000\r\n\r\n{"events":[',
    ends: true,
  },
  { name: 'speaks no HTTP', text: `\u0016\u0003\u0001${'\u0000'.repeat(500)}`, ends: true },
  { name: 'has headers without end', text: `POST /collect HTTP/1.1\r\n${'x-a: b\r\n'.repeat(20_000)}`, ends: true },
  {
    name: 'has a bad chunk',
    text: 'POST /collect HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\nZZ\r\n{}',
    ends: true,
  },
  {
    name: 'lies about its length',
    text: 'POST /collect HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 9\r\n\r\n{',
    ends: true,
  },
  {
    name: 'declares more than may be',
    text: 'POST /collect HTTP/1.1\r\nhost: a\r\ncontent-length: 99999999999\r\n\r\n{',
    ends: true,
  },
]

/** Gives the status; 0 where there was no answer. */
function send(url: URL, { method, path: target, headers, body }: HostileRequest, agent: Agent): Promise<number> {
  return new Promise((resolve) => {
    try {
      const { hostname, port } = url
      // Node says of other methods than these not how long a body is: what it holds would pass for the next request.
      const own = method === 'POST' || method === 'PUT' ? agent : false
      const options = { hostname, port, method, path: target, headers, agent: own, timeout: 20_000 }
      const sent = request(options, (reply) => {
        reply.resume().once('close', () => resolve(reply.statusCode ?? 0))
      })
      sent.once('error', () => resolve(0)).once('timeout', () => sent.destroy())
      sent.end(method === 'GET' ? undefined : body)
    } catch {
      // Node itself would not send it.
      resolve(0)
    }
  })
}

function open(url: URL, { text, ends }: (typeof CONNECTIONS)[number]): void {
  const socket = connect(Number(url.port), url.hostname)
  socket.on('error', () => {}).resume()
  socket.write(text, 'latin1', () => ends && setTimeout(() => socket.resetAndDestroy(), 20))
}

async function start(folder: string) {
  const argv = ['dist/cli/main.js', 'collect', '--out', folder, '--port', '0', '--rate', '0', '--metrics']
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  const url = await new Promise<URL>((done, fail) => {
    child.stderr.on('data', (text) => {
      said += text
      const found = /at (http:\S+collect),/.exec(said)
      if (found) done(new URL(found[1]!))
    })
    child.once('exit', () => fail(new Error(said)))
  })
  const ended = new Promise<number | null>((done) => child.once('close', done))
  const stop = () => {
    child.kill('SIGTERM')
    return ended
  }
  return { url, pid: child.pid!, said: () => said, stop }
}

/** The most memory that a process has had, in MB; undefined where the system does not say. */
function peakOf(pid: number): number | undefined {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024
  } catch {
    return undefined
  }
}

function storedIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.startsWith('events'))
    .map((name) => ({ name, data: readFileSync(path.join(folder, name)) }))
    .flatMap(({ name, data }) =>
      (name.endsWith('.gz') ? gunzipSync(data) : data).toString().split('\n').filter(Boolean),
    )
    .map((line) => JSON.parse(line).id as string)
}

/** Runs it; the exit code says whether all held. */
export async function main([count = '100000', seed = '1']: readonly string[]): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'aisle-fuzz-'))
  const { url, pid, said, stop } = await start(folder)
  const agent = new Agent({ keepAlive: true, maxSockets: SENDERS })
  const wanted = new Set<string>()
  const problems: string[] = []
  const statuses = new Map<number, number>()
  const began = Date.now()
  let number = 0
  const sendMany = async () => {
    while (number < Number(count)) {
      const own = number++
      if (own % CONNECTION_EVERY === 0) open(url, CONNECTIONS[(own / CONNECTION_EVERY) % CONNECTIONS.length]!)
      const hostile = hostileRequest(Number(seed), own)
      const status = await send(url, hostile, agent)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      for (const id of hostile.good) wanted.add(id)
      if (hostile.good[0] && status !== 200 && status !== 204)
        problems.push(`request ${own} has good events and was answered ${status}`)
    }
  }
  await Promise.all(Array.from({ length: SENDERS }, sendMany))
  const health = await fetch(new URL('/health', url)).then(
    ({ status }) => status,
    (error) => String(error),
  )
  if (health !== 200) problems.push(`its health is ${health}`)
  const peak_mb = peakOf(pid)
  if (peak_mb !== undefined && peak_mb > MAX_MEMORY_MB) problems.push(`it took ${Math.round(peak_mb)} MB`)
  agent.destroy()
  const code = await Promise.race([stop(), wait(30_000, 'nothing')])
  if (code !== 0) problems.push(`it ended with ${code}`)
  const ids = storedIn(folder)
  const stored = new Set(ids)
  const lost = [...wanted].filter((id) => !stored.has(id))
  if (lost[0]) problems.push(`${lost.length} good events were lost: ${lost.slice(0, 5).join(', ')}`)
  if (stored.size !== ids.length) problems.push(`${ids.length - stored.size} events were stored twice`)
  const lines = said().trim().split('\n').slice(1)
  if (lines[0]) problems.push(`it said: ${lines[0].slice(0, 200)}`)
  rmSync(folder, { recursive: true })
  const answers = [...statuses].sort(([one], [other]) => one - other).map(([status, times]) => `${status}: ${times}`)
  console.log(`${number} requests in ${Math.round((Date.now() - began) / 1000)} s; answers ${answers.join(', ')}`)
  console.log(
    `${wanted.size} good events, ${ids.length} stored; at most ${Math.round(peak_mb ?? Number.NaN)} MB of memory`,
  )
  for (const problem of problems.slice(0, 20)) console.error(`FAILED: ${problem}`)
  process.exitCode = problems[0] ? 1 : 0
}

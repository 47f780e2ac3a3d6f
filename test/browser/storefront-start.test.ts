import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { listenApart } from './support/ports'

const root = fileURLToPath(new URL('../..', import.meta.url))

let out: string
let started: ChildProcess[] = []

beforeEach(async () => {
  out = await mkdtemp(path.join(tmpdir(), 'aisle-storefront-'))
})
afterEach(async () => {
  for (const child of started) child.kill('SIGKILL')
  started = []
  await rm(out, { recursive: true, force: true })
})

/** What `npm start` runs. */
function start(...options: string[]) {
  const child = spawn(process.execPath, ['scripts/run.mjs', 'examples/storefront/serve.ts', '--out', out, ...options], {
    cwd: root,
  })
  started.push(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text))
  const ended = new Promise<number | null>((done) => child.once('exit', done))
  const origin = async () => {
    await expect.poll(() => said, { timeout: 30_000 }).toMatch(/open: http\S+/)
    return /open: (http\S+)/.exec(said)![1]!
  }
  return { child, ended, origin, said: () => said }
}

describe('npm start', () => {
  test('opens the shop and its collector, says where and what to try, and closes on Ctrl-C', async () => {
    const { child, ended, origin, said } = start('--port', '0')
    const address = await origin()
    expect(said()).toMatch(/bargain hunter[\s\S]*\/\?inspect[\s\S]*src\/cli\/main\.ts decide/)
    const pages = await Promise.all(['/', '/c/lighting', '/products/alba-lamp'].map((each) => fetch(address + each)))
    for (const page of pages) {
      expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('/assets/main.js')])
      expect(page.headers.get('content-security-policy')).toContain("require-trusted-types-for 'script'")
    }
    const event = { id: 'e-1', name: 'page_viewed', time: Date.now(), visitor_id: 'v-1' }
    const taken = await fetch(`${address}/collect`, { method: 'POST', body: JSON.stringify({ events: [event] }) })
    expect(taken.status).toBe(204)
    const others = ['/assets/nothing.js', '/pictures/nothing.svg', '/pictures/..%2f..%2fpackage.json', '/pictures/x']
    for (const each of others) expect([each, (await fetch(address + each)).status]).toEqual([each, 404])
    expect((await fetch(address, { method: 'POST' })).status).toBe(405)
    child.kill('SIGINT')
    expect(await ended).toBe(0)
    expect(said()).toContain('Closed')
    expect(existsSync(path.join(out, 'events.ndjson'))).toBe(true)
  })

  test('takes the next port where one is taken', async () => {
    const other = createServer()
    const port = await listenApart(other)
    const { child, ended, origin } = start('--port', String(port))
    const address = await origin()
    expect(Number(new URL(address).port)).toBeGreaterThan(port)
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
    other.close()
  })

  test('says what is wrong, and no more, where it cannot open', async () => {
    const { ended, said } = start('--port', 'http')
    expect([await ended, said()]).toEqual([1, 'Cannot use --port "http": expected a whole number from 0 to 65535\n'])
    const first = start('--port', '0')
    await first.origin()
    const second = start('--port', '0')
    expect([await second.ended, second.said()]).toEqual([1, expect.stringContaining('Another shop is open there')])
    first.child.kill('SIGTERM')
    expect(await first.ended).toBe(0)
  })
})

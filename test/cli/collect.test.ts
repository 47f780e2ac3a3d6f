import { spawn } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createTracker } from '../../src/node'
import { loadOf, sendAll } from '../collector/support/senders'
import { cli, temporaryFolder } from './support/cli'
import { useProgram } from './support/program'

const program = useProgram()

/** A collector that runs as a process of its own. */
interface Running {
  readonly url: string
  readonly stop: (signal: NodeJS.Signals) => Promise<{ code: number | null; stderr: string }>
}

async function start(folder: string, ...argv: string[]): Promise<Running> {
  const child = spawn(process.execPath, [program, 'collect', '--out', folder, '--port', '0', ...argv])
  let stderr = ''
  const ended = new Promise<{ code: number | null; stderr: string }>((done) =>
    child.once('close', (code) => done({ code, stderr })),
  )
  const url = await new Promise<string>((done, fail) => {
    child.stderr.on('data', (text) => {
      stderr += text
      const found = /at (http:\S+collect),/.exec(stderr)
      if (found) done(found[1]!)
    })
    child.once('close', () => fail(new Error(stderr)))
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return {
    url,
    stop(signal) {
      child.kill(signal)
      return ended
    },
  }
}

/** The ids of all events in a folder, in the order of the files. */
function idsIn(folder: string): string[] {
  const files = readdirSync(folder).filter((name) => name.startsWith('events'))
  const texts = files.map((name) => {
    const data = readFileSync(join(folder, name))
    return (name.endsWith('.gz') ? gunzipSync(data) : data).toString()
  })
  return texts.flatMap((text) => text.split('\n').filter(Boolean)).map((line) => JSON.parse(line).id)
}

describe('aisle collect', () => {
  test('takes what a tracker sends, once, for `aisle decide` to read', async () => {
    const folder = temporaryFolder()
    const { url, stop } = await start(folder)
    const tracker = createTracker({ endpoint: url, batch_delay_ms: 0 })
    const product = { product_id: 'SKU-1', price: 39.9, quantity: 1 }
    for (const name of ['product_viewed', 'product_added', 'checkout_started'] as const)
      tracker.track(name, { product }, { visitor_id: 'v-1', session_id: 's-1' })
    await tracker.flush()
    expect(tracker.ledger()).toMatchObject({ delivered: 3, waiting: 0 })
    await tracker.stop()
    expect(await stop('SIGTERM')).toMatchObject({ code: 0 })
    const { rows } = await cli(['decide', join(folder, 'events.ndjson')])
    expect(rows()).toMatchObject([{ shopper_id: 'v-1', stages: { purchase_journey: 'registered' } }])
  })

  test('has each event on disk once that it acknowledged, killed ten times under load', async () => {
    const folder = temporaryFolder()
    const loads = loadOf('kill', { batches: 1_500, events: 10 })
    let taken = 0
    let running = await start(folder, '--rate', '0')
    const sending = sendAll(loads, () => running.url, { senders: 16, on_taken: () => taken++ })
    let isDone = false
    void sending.then(() => {
      isDone = true
    })
    let kills = 0
    for (; kills < 10; kills++) {
      // Somewhere in the midst of the work, each time elsewhere.
      const until = taken + 40 + 13 * kills
      while (taken < until && !isDone) await wait(1)
      await running.stop('SIGKILL')
      running = await start(folder, '--rate', '0')
    }
    expect(isDone).toBe(false)
    await sending
    await running.stop('SIGTERM')
    const ids = idsIn(folder)
    expect(ids.length).toBe(15_000)
    expect(new Set(ids)).toEqual(new Set(loads.flatMap(({ ids: own }) => own)))
  })

  test('is for one process a folder, and says so', async () => {
    const folder = temporaryFolder()
    await start(folder)
    await expect(start(folder)).rejects.toThrow(/Cannot open the log ".*": process \d+ has it open, expected/)
  })

  test('says that a port is taken', async () => {
    const server = createServer()
    await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
    const { port } = server.address() as AddressInfo
    onTestFinished(() => void server.close())
    await expect(start(temporaryFolder(), '--port', `${port}`)).rejects.toThrow(/EADDRINUSE/)
  })

  test('answers health and metrics, other paths not, and other origins not', async () => {
    const { url } = await start(temporaryFolder(), '--metrics', '--allow-origin', 'https://shop.example')
    const statusOf = async (path: string, init: RequestInit = {}) => (await fetch(new URL(path, url), init)).status
    const from = (origin: string) => ({ method: 'POST', body: '{"events":[]}', headers: { origin } })
    expect(await statusOf('/health')).toBe(200)
    expect(await statusOf('/metrics')).toBe(200)
    expect(await statusOf('/')).toBe(404)
    expect(await statusOf('/collect/more')).toBe(404)
    expect(await statusOf('/collect', from('https://shop.example'))).toBe(204)
    expect(await statusOf('/collect', from('https://evil.example'))).toBe(403)
  })

  test.each([
    [['--port', 'x'], /expected a whole number/],
    [['--allow-origin', 'shop.example'], /Cannot create a collector with "allow_origins": shop.example, expected/],
    [['--address', 'keep'], /Allowed choices are drop, truncate/],
  ])('refuses %j', async (argv, message) => {
    const { code, stderr } = await cli(['collect', '--out', temporaryFolder(), ...argv])
    expect(code).toBe(2)
    expect(stderr).toMatch(message)
  })

  test('says where it cannot write', async () => {
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, '')
    const { code, stderr } = await cli(['collect', '--out', file])
    expect(code).toBe(1)
    expect(stderr).toMatch(/EEXIST|ENOTDIR/)
  })
})

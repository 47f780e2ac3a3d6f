import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openFileStore } from '../../src/node/file-store'
import { hanging, well } from '../browser/support/behaviours'
import { type Collector, collect } from '../browser/support/collector'
import { runChild } from './support/run-child'

let collector: Collector
let folder = ''
beforeEach(async () => {
  collector = await collect(well)
  folder = mkdtempSync(join(tmpdir(), 'aisle-node-'))
})
afterEach(async () => {
  await collector.close()
  rmSync(folder, { recursive: true, force: true })
})

const taken = () => collector.deliveries.flatMap(({ accepted }) => [...accepted])

/** Runs a script that has a tracker, and tells how many milliseconds it lived on after its last line. */
async function run(code: string, options: object = {}) {
  const made = `{ endpoint: ${JSON.stringify(collector.endpoint)}, ...${JSON.stringify(options)} }`
  const child = await runChild(
    `import { createTracker } from 'aisle/node'
    const tracker = createTracker(${made})
    const who = { user_id: 'u-1' }
    ${code}
    console.log(Date.now())`,
    [],
  )
  const ended = await child.ended
  return { ended, lived_ms: Date.now() - Number(child.lines.at(-1)) }
}

async function keysInLog() {
  const store = openFileStore(folder)
  const keys = await store.keys()
  await store.close()
  return keys.map((key) => key.split('.')[3])
}

// Far below the second that a batch waits, and the 15 s that a post may take.
const SOON_MS = 800

describe('a process with a tracker', () => {
  it('ends by itself, and leaves what it has tracked in the log', async () => {
    const { ended, lived_ms } = await run(`tracker.track('order_shipped', {}, { ...who, id: 'a' })`, { log: folder })
    expect(ended).toBe(0)
    expect(lived_ms).toBeLessThan(SOON_MS)
    expect(await keysInLog()).toEqual(['a'])
  })

  it('ends by itself without a log, and after what it has sent', async () => {
    const { ended, lived_ms } = await run(`
      tracker.track('order_shipped', {}, { ...who, id: 'a' })
      await tracker.flush()
      tracker.track('order_shipped', {}, { ...who, id: 'b' })`)
    expect(ended).toBe(0)
    expect(lived_ms).toBeLessThan(SOON_MS)
    expect(taken()).toEqual(['a'])
  })

  it('ends by itself while the next attempt is put off', async () => {
    await collector.vanish()
    const { ended, lived_ms } = await run(
      `tracker.track('order_shipped', {}, { ...who, id: 'a' })
      await tracker.flush()`,
      { log: folder },
    )
    expect(ended).toBe(0)
    expect(lived_ms).toBeLessThan(SOON_MS)
    expect(await keysInLog()).toEqual(['a'])
  })

  it('loses nothing by process.exit(), not even what it tracks while it exits', async () => {
    const { ended } = await run(
      `process.on('exit', () => tracker.track('order_shipped', {}, { ...who, id: 'b' }))
      tracker.track('order_shipped', {}, { ...who, id: 'a' })
      console.log(Date.now())
      process.exit(3)`,
      { log: folder },
    )
    expect(ended).toBe(3)
    expect(await keysInLog()).toEqual(['a', 'b'])
  })

  it('ends by itself once it has stopped, though the collector hangs', async () => {
    collector.behave(hanging)
    const { ended, lived_ms } = await run(
      `tracker.track('order_shipped', {}, { ...who, id: 'a' })
      void tracker.flush()
      await new Promise((done) => setTimeout(done, 100))
      await tracker.stop()`,
      { log: folder },
    )
    expect(ended).toBe(0)
    expect(lived_ms).toBeLessThan(SOON_MS)
    expect(await keysInLog()).toEqual(['a'])
  })
})

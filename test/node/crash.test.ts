import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openFileStore } from '../../src/node/file-store'
import { runChild } from './support/run-child'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aisle-log-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Writes for ever, some of it long, and says what was resolved. */
const writer = `
  import { openFileStore } from 'file-store'
  const store = openFileStore(process.argv[2])
  const write = async (n) => {
    await store.update([], () => ({ ['k' + n]: n % 50 ? 'x' : 'y'.repeat(200_000), big: 'z'.repeat(30_000) }))
    process.stdout.write(n + '\\n')
  }
  for (let n = 0; ; n += 4) await Promise.all([n, n + 1, n + 2, n + 3].map(write))
`

describe('a process that is killed', () => {
  it.each([1, 60, 250])('loses nothing of what was resolved, killed after %i writes', async (count) => {
    const child = await runChild(writer, [folder])
    child.onLine(() => child.lines.length >= count && child.process.kill('SIGKILL'))
    expect(await child.ended).toBe('SIGKILL')
    const resolved = child.lines.map((line) => `k${line}`)
    expect(resolved.length).toBeGreaterThanOrEqual(count)
    const store = openFileStore(folder)
    const kept = new Set(await store.keys())
    expect(resolved.filter((key) => !kept.has(key))).toEqual([])
    // What was written, and not said to be, may be there: at most what was under way.
    expect(kept.size - 1 - resolved.length).toBeLessThanOrEqual(8)
    await store.close()
  })

  it('loses nothing of what was tracked, though it is killed the next moment', async () => {
    const code = `
      import { createTracker } from 'aisle/node'
      const tracker = createTracker({ endpoint: 'http://127.0.0.1:9/', log: process.argv[2] })
      for (let n = 0; n < 10; n++) tracker.track('support_contacted', { order_id: String(n) }, { user_id: 'u-1' })
      process.kill(process.pid, 'SIGKILL')
    `
    const child = await runChild(code, [folder])
    expect(await child.ended).toBe('SIGKILL')
    const store = openFileStore(folder)
    expect(await store.keys()).toHaveLength(10)
    await store.close()
  })
})

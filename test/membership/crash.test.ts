import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { HOUR } from '../engine/shopper-events'
import { runChild } from '../node/support/run-child'
import { collected, document, listener, openShop } from './support/shop'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aisle-membership-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Takes an event in, tells one target of what comes of it, and is gone before it can note that. */
const code = `
  import { openMembership } from './src/membership'
  const { definitions, event } = JSON.parse(process.argv[3])
  const send = async (change, { key }) => {
    process.stdout.write(key + '\\n', () => process.kill(process.pid, 'SIGKILL'))
    return new Promise(() => {})
  }
  const membership = await openMembership({ definitions, folder: process.argv[2], targets: [{ name: 'crm', send }], delay_ms: 0 })
  await membership.write([event])
  setInterval(() => {}, 1000)
`

it('a process that is killed between telling and noting it leaves the change to the next, with the same key', async () => {
  const event = { ...collected('seen', 0), time: Date.now() - 2 * HOUR }
  const child = await runChild(code, [folder, JSON.stringify({ definitions: document, event })])
  expect(await child.ended).toBe('SIGKILL')
  const crm = listener('crm')
  const { membership, errors } = await openShop({ targets: [crm.target], folder })
  await expect.poll(() => crm.told.length, { timeout: 10_000 }).toBe(2)
  expect(child.lines).toEqual([crm.told[0]!.key])
  expect(crm.told.map(({ name, to, at }) => [name, to, at - event.time])).toEqual([
    ['seen', 'in', 0],
    ['quiet', 'in', HOUR],
  ])
  await membership.close()
  expect(errors).toEqual([])
})

import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

it('examples/node/webhook.ts tracks an order once, though it is told twice, and refuses who has no key', async () => {
  const command = ['scripts/run.mjs', 'examples/node/webhook.ts']
  const { stdout } = await promisify(execFile)(process.execPath, command, { cwd: root, timeout: 30_000 })
  expect(stdout.trim().split('\n')).toEqual([
    'Told orders/paid (d-1): 204',
    'Told orders/paid (d-2): 204',
    'Told orders/delivered (d-3): 204',
    'Told orders/paid (d-4): 401',
    'Collected order_completed A-1001 of u-42 (d-1)',
    'Collected order_delivered A-1001 of u-42 (d-3)',
    '2 accepted, 2 delivered, 0 waiting',
  ])
})

import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

async function linesOf(script: string): Promise<string[]> {
  const command = ['scripts/run.mjs', script]
  const { stdout } = await promisify(execFile)(process.execPath, command, { cwd: root, timeout: 30_000 })
  return stdout.trim().split('\n')
}

it('examples/node/webhook.ts tracks an order once, though it is told twice, and refuses who has no key', async () => {
  expect(await linesOf('examples/node/webhook.ts')).toEqual([
    'Told orders/paid (d-1): 204',
    'Told orders/paid (d-2): 204',
    'Told orders/delivered (d-3): 204',
    'Told orders/paid (d-4): 401',
    'Collected order_completed A-1001 of u-42 (d-1)',
    'Collected order_delivered A-1001 of u-42 (d-3)',
    '2 accepted, 2 delivered, 0 waiting',
  ])
})

it('examples/node/membership.ts tells each change at least once, and the receiver acts on it once', async () => {
  expect(await linesOf('examples/node/membership.ts')).toEqual([
    'segment.entered: v-7, cart_abandoner, out to in by time',
    'Cannot tell target "webhook": fetch failed',
    'the same once more: nothing to do',
    'segment.left: v-7, cart_abandoner, in to out by event',
    'a stranger: 401',
    '2 sent, 1 failed, 0 waiting',
  ])
})

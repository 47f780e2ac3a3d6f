import { describe, expect, it } from 'vitest'
import { createDelivery } from '../../../src/browser/delivery'
import { createEventIds } from '../../../src/tracker/event-id'
import { createItemStore, memoryItems } from '../../../src/tracker/item-store'
import { toLogEntry } from '../../../src/tracker/log-key'
import type { Reply } from '../../../src/tracker/ports'
import { createVault } from '../../../src/tracker/vault'

const DAY = 86_400_000

/** A page's delivery, to a collector that answers when it is told to. */
function setUp() {
  let now = 1_700_000_000_000
  const newId = createEventIds((bytes) => bytes.fill(7))
  const items = memoryItems()
  const store = createItemStore(items, { list: items.list, prefix: '' })
  const vault = createVault({ stores: [store], now: () => now, on_error: () => {} })
  const answers: ((reply: Reply) => void)[] = []
  const posts: string[][] = []
  const delivery = createDelivery({
    vault,
    network: {
      post(body) {
        posts.push(JSON.parse(body).events.map(({ id }: { id: string }) => id))
        return new Promise((resolve) => answers.push(resolve))
      },
    },
    clock: { now: () => now, after: () => () => {} },
    new_id: () => newId(now),
    granted: () => true,
    batch_delay_ms: 0,
    on_settled: () => {},
    on_error: () => {},
  })
  return {
    delivery,
    vault,
    posts,
    async append() {
      const event = { id: newId(now), name: 'page_viewed' }
      const entry = toLogEntry(event)
      await vault.append([entry])
      delivery.hold(entry.key, entry.text)
      return event.id
    },
    waitDays(days: number) {
      now += days * DAY
    },
    async answer() {
      answers.shift()!({ status: 204, retry_after: null, body: '' })
      await new Promise((resolve) => setTimeout(resolve))
    },
  }
}

describe("wake('trim')", () => {
  it('gives up what is too old, but nothing that may be under way', async () => {
    const { delivery, vault, posts, append, waitDays, answer } = setUp()
    const posted = await append()
    delivery.lead(true)
    await expect.poll(() => posts).toEqual([[posted]])
    const left = await append()
    delivery.exit()
    expect(posts).toEqual([[posted], [left]])
    await append()
    waitDays(8)
    delivery.wake('trim')
    await vault.keys()
    expect(vault.counts()).toEqual({ accepted: 3, delivered: 0, waiting: 3, dropped: {} })
    await answer()
    await vault.keys()
    expect(vault.counts()).toEqual({ accepted: 3, delivered: 1, waiting: 1, dropped: { expired: 1 } })
    await answer()
    await vault.keys()
    expect(vault.counts()).toEqual({ accepted: 3, delivered: 2, waiting: 0, dropped: { expired: 1 } })
    delivery.stop()
  })
})

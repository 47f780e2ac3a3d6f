import { setTimeout as wait } from 'node:timers/promises'
import type { Scenario } from './scenario'
import { numbersOf, type ShopTab, type Stage } from './stage'

const twentySeconds: Scenario = {
  name: 'offline 20 s',
  patience_ms: 40_000,
  async play({ openShop, goOffline, goOnline }) {
    const tab = await openShop()
    await tab.track(1, 5)
    await goOffline()
    await tab.track(6, 20)
    await wait(20_000)
    await tab.track(21, 30)
    await goOnline()
  },
}

function closedOffline(name: string, after_ms: number): Scenario {
  return {
    name,
    async play({ openShop, goOffline, goOnline }) {
      const tab = await openShop()
      await goOffline()
      await tab.track(1, 30)
      await wait(after_ms)
      await tab.close()
      await goOnline()
      await openShop()
    },
  }
}

const fiveThousand: Scenario = {
  name: '5,000 events offline',
  patience_ms: 60_000,
  async play({ openShop, goOffline, goOnline }) {
    const tab = await openShop()
    await goOffline()
    await tab.track(1, 5000)
    await wait(3000)
    await goOnline()
  },
}

// More than a log has room for: DESIGN.md, section 3, says what has to go.
const tracked = 12_000
const orders_every = 100
const accounting_ms = 90_000

/** Waits until each event has come or was dropped, as the tracker counts them, and gives how many were. */
async function untilAccounted({ arrivals }: Stage, tab: ShopTab): Promise<number> {
  for (const end = Date.now() + accounting_ms; ; await wait(500)) {
    const dropped = await tab.evaluate<number>('shop.dropped()')
    if (arrivals().lost.length === dropped || Date.now() > end) return dropped
  }
}

const tooMany: Scenario = {
  name: '12,000 events offline',
  patience_ms: accounting_ms,
  async play(stage) {
    const tab = await stage.openShop()
    await stage.goOffline()
    await tab.track(1, tracked, { orders_every })
    await wait(5000)
    await stage.goOnline()
    const dropped = await untilAccounted(stage, tab)
    const views = numbersOf(1, tracked).filter((number) => number % orders_every !== 0)
    const oldest = views.slice(0, dropped)
    stage.excuse(stage.arrivals().lost)
    stage.note(`${dropped} dropped`)
    const { lost } = stage.arrivals()
    if (lost.join() !== oldest.join()) {
      stage.complain(
        `lost: ${lost.length}, from ${lost[0]} to ${lost.at(-1)}; expected the oldest views, ${dropped} as counted`,
      )
    }
  },
}

/** The browser is cut off. */
export const offline: readonly Scenario[] = [
  twentySeconds,
  closedOffline('offline, tab closed, reopened online', 500),
  closedOffline('offline, tab closed at once, reopened online', 0),
  fiveThousand,
  tooMany,
]

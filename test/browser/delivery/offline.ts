import { setTimeout as wait } from 'node:timers/promises'
import type { Scenario } from './scenario'
import { numbersOf, type ShopTab } from './stage'

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

const closedOffline: Scenario = {
  name: 'offline, tab closed, reopened online',
  async play({ openShop, goOffline, goOnline }) {
    const tab = await openShop()
    await goOffline()
    await tab.track(1, 30)
    await wait(500)
    await tab.close()
    await goOnline()
    await openShop()
  },
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

/** How many were dropped, once no more are. */
async function settledDrops(tab: ShopTab): Promise<number> {
  for (let before = -1; ; await wait(3000)) {
    const dropped = await tab.evaluate<number>('shop.dropped()')
    if (dropped === before) return dropped
    before = dropped
  }
}

const tooMany: Scenario = {
  name: `12,000 events offline`,
  patience_ms: 90_000,
  async play({ openShop, goOffline, goOnline, excuse, settle, arrivals, complain, note }) {
    const tab = await openShop()
    await goOffline()
    await tab.track(1, tracked, { orders_every })
    const dropped = await settledDrops(tab)
    const views = numbersOf(1, tracked).filter((number) => number % orders_every !== 0)
    const oldest = views.slice(0, dropped)
    excuse(oldest)
    note(`${dropped} dropped`)
    await goOnline()
    await settle()
    const { lost } = arrivals()
    if (lost.join() !== oldest.join()) complain(`${lost.length} lost, expected the oldest ${dropped} views, as dropped`)
  },
}

/** The browser is cut off. */
export const offline: readonly Scenario[] = [twentySeconds, closedOffline, fiveThousand, tooMany]

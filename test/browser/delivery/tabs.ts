import { setTimeout as wait } from 'node:timers/promises'
import { failing, well } from '../support/behaviours'
import { clock } from '../support/page-scripts'
import type { Tab } from '../support/tab'
import type { Scenario } from './scenario'

const twoTabs: Scenario = {
  name: 'two tabs at once, one closed',
  async play({ openShop }) {
    const [one, other] = [await openShop(), await openShop()]
    await Promise.all([one.track(1, 100), other.track(101, 200)])
    await one.close()
    await other.track(201, 210)
  },
}

const twoTabsOffline: Scenario = {
  name: 'two tabs offline, one closed',
  async play({ openShop, goOffline, goOnline }) {
    const [one, other] = [await openShop(), await openShop()]
    await goOffline()
    await Promise.all([one.track(1, 50), other.track(51, 100)])
    await wait(500)
    await one.close()
    await wait(500)
    await goOnline()
    await other.track(101, 110)
  },
}

const MOST_TRIES = 6

/**
 * Goes on, tracks there, and comes back; gives what kept the page out of the back/forward cache, if anything did. A busy
 * browser may start the next page before it has told this one to go: both want the lock then, and it lets this one go. What
 * the tracker itself does to keep a page out, it does each time.
 */
async function goAndComeBack(tab: Tab, to: string, trackThere: () => Promise<void>): Promise<string | undefined> {
  await tab.evaluate(`addEventListener('pageshow', ({ persisted }) => { globalThis.restored = persisted })`)
  await tab.goTo(to)
  await trackThere()
  await tab.goBack()
  if (await tab.evaluate<boolean>('globalThis.restored === true')) return undefined
  return tab.evaluate(`JSON.stringify(performance.getEntriesByType('navigation')[0].notRestoredReasons)`)
}

const backAndForth: Scenario = {
  name: 'back/forward cache',
  needs: 'the back/forward cache',
  async play({ openShop, origin, complain, note }) {
    const tab = await openShop()
    await tab.track(1, 10)
    const there = `${origin}/next`
    let why = await goAndComeBack(tab, there, () => tab.track(11, 20))
    for (let tries = 1; why !== undefined && tries < MOST_TRIES; tries++) {
      note(`not from the cache: ${why}`)
      why = await goAndComeBack(tab, there, async () => {})
    }
    if (why !== undefined) return complain(`the page did not come from the cache: ${why}`)
    await tab.track(21, 30)
    await tab.track(31, 40, { after: `location.href = '/next'` })
  },
}

const frozen: Scenario = {
  name: 'frozen tab',
  async play({ openShop }) {
    const tab = await openShop()
    await tab.track(1, 20)
    await tab.freeze()
    await wait(3000)
    await tab.thaw()
    await tab.show()
    await tab.track(21, 30)
  },
}

const day_ms = 86_400_000

const clockShifts: Scenario = {
  name: 'clock a day forward and back',
  patience_ms: 40_000,
  async play({ openShop, collector }) {
    const tab = await openShop({ scripts: [clock] })
    collector.behave(failing(500))
    await tab.track(1, 10)
    await wait(1500)
    await tab.evaluate(`shiftClock(${day_ms})`)
    await tab.track(11, 20)
    await wait(1500)
    await tab.evaluate(`shiftClock(${-2 * day_ms})`)
    await tab.track(21, 30)
    await wait(1500)
    collector.behave(well)
    await tab.track(31, 40)
  },
}

/** Tabs live as tabs do, and clocks are set. */
export const tabs: readonly Scenario[] = [twoTabs, twoTabsOffline, backAndForth, frozen, clockShifts]

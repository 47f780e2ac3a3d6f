import { setTimeout as wait } from 'node:timers/promises'
import { failing, well } from '../support/behaviours'
import { clock } from '../support/page-scripts'
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

const backAndForth: Scenario = {
  name: 'back/forward cache',
  needs: 'the back/forward cache',
  async play({ openShop, origin, complain }) {
    const tab = await openShop()
    await tab.evaluate(`addEventListener('pageshow', ({ persisted }) => { globalThis.restored = persisted })`)
    await tab.track(1, 10)
    await tab.goTo(`${origin}/next`)
    await tab.track(11, 20)
    await tab.goBack()
    if (!(await tab.evaluate<boolean>('globalThis.restored === true'))) {
      complain(
        `the page did not come from the cache: ${await tab.evaluate(`JSON.stringify(performance.getEntriesByType('navigation')[0].notRestoredReasons)`)}`,
      )
      return
    }
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

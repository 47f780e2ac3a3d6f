import { setTimeout as wait } from 'node:timers/promises'
import { failing, well } from '../support/behaviours'
import {
  indexedDbFull,
  indexedDbHanging,
  indexedDbLate,
  indexedDbMissing,
  indexedDbThrowing,
  localStorageThrowing,
} from '../support/page-scripts'
import type { Scenario } from './scenario'
import type { ShopOptions } from './stage'

const orders_every = 5

/** A bad spell while the page is open, then the tab is closed: both have to go well with less storage than usual. */
function without(name: string, options: ShopOptions): Scenario {
  return {
    name,
    patience_ms: 30_000,
    async play({ collector, openShop, settle }) {
      const tab = await openShop(options)
      // Orders as well: they are remembered where they are stored.
      await tab.track(1, 5, { orders_every })
      collector.behave(failing(500))
      await tab.track(6, 20, { orders_every })
      await wait(3000)
      collector.behave(well)
      await tab.track(21, 25, { orders_every })
      await settle()
      await tab.track(26, 35, { orders_every })
      await tab.close()
      await openShop(options)
    },
  }
}

/** The browser does not let the page store, or has no room. */
export const storage: readonly Scenario[] = [
  without('IndexedDB missing', { scripts: [indexedDbMissing] }),
  without('IndexedDB throwing', { scripts: [indexedDbThrowing] }),
  without('IndexedDB hanging', { scripts: [indexedDbHanging] }),
  without('IndexedDB late', { scripts: [indexedDbLate] }),
  without('IndexedDB full', { scripts: [indexedDbFull(0)] }),
  without('IndexedDB fills up', { scripts: [indexedDbFull(10)] }),
  without('localStorage throwing', { scripts: [localStorageThrowing] }),
  without('storage blocked altogether', { path: '/blocked' }),
]

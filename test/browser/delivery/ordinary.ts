import { setTimeout as wait } from 'node:timers/promises'
import { rejecting, upTo } from '../support/behaviours'
import type { Scenario } from './scenario'

const steady: Scenario = {
  name: 'steady',
  async play({ openShop }) {
    const tab = await openShop()
    for (let number = 1; number <= 30; number++) {
      await tab.track(number)
      await wait(100)
    }
  },
}

const burst: Scenario = {
  name: 'burst of 200',
  async play({ openShop }) {
    const tab = await openShop()
    await tab.track(1, 200)
  },
}

const large: Scenario = {
  name: '100 KB event',
  async play({ openShop, settle }) {
    const tab = await openShop()
    await tab.track(1, 5)
    await tab.track(6, 6, { bytes: 100_000 })
    await tab.track(7, 10)
    await settle()
    await tab.track(11, 12)
    await tab.track(13, 13, { bytes: 100_000 })
    await tab.track(14, 15)
    await tab.close()
    await openShop()
  },
}

const tooLarge: Scenario = {
  name: '413 above 8 KB',
  patience_ms: 40_000,
  async play({ collector, openShop }) {
    collector.behave(upTo(8192))
    const tab = await openShop()
    await tab.track(1, 200)
  },
}

const rejected: Scenario = {
  name: 'one event in ten rejected for good',
  async play({ collector, openShop, excuse, settle, arrivals, complain }) {
    const bad = [10, 20, 30]
    excuse(bad)
    collector.behave(rejecting(({ number }) => number !== undefined && bad.includes(number)))
    const tab = await openShop()
    await tab.track(1, 30)
    await settle()
    await tab.track(31, 35)
    await settle()
    const { lost } = arrivals()
    if (lost.join() !== bad.join()) complain(`rejected and lost: ${lost.join()}, expected ${bad.join()}`)
    const tries = collector.deliveries.flatMap(({ events }) => events).filter(({ number }) => number === 10).length
    if (tries !== 1) complain(`a rejected event was sent ${tries} times`)
  },
}

/** The network is there and so is the page. */
export const ordinary: readonly Scenario[] = [steady, burst, large, tooLarge, rejected]

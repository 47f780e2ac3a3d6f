import { setTimeout as wait } from 'node:timers/promises'
import { failing, hanging, losingAnswers, redirecting, resetting, well, withoutCors } from '../support/behaviours'
import type { Behaviour } from '../support/collector'
import type { Scenario } from './scenario'

/** The collector misbehaves for a while, and the shop goes on. */
function spell(name: string, behaviour: Behaviour, lasting_ms: number): Scenario {
  return {
    name,
    patience_ms: 30_000 + lasting_ms,
    async play({ collector, openShop }) {
      const tab = await openShop()
      await tab.track(1, 5)
      collector.behave(behaviour)
      await tab.track(6, 20)
      await wait(lasting_ms / 2)
      await tab.track(21, 30)
      await wait(lasting_ms / 2)
      collector.behave(well)
      await tab.track(31, 35)
    },
  }
}

const retry_after_s = 5

const askedToWait: Scenario = {
  name: `429 with Retry-After: ${retry_after_s}`,
  async play({ collector, openShop, settle, complain }) {
    collector.behave(failing(429, { 'retry-after': String(retry_after_s) }))
    const tab = await openShop()
    await tab.track(1, 20)
    // A busy page may take longer than any time that is set here to ask at all.
    while (collector.deliveries.length === 0) await wait(50)
    await wait(1000)
    collector.behave(well)
    await tab.track(21, 30)
    await settle()
    const [first, second] = collector.deliveries
    const waited_ms = second === undefined || first === undefined ? 0 : second.at - first.at
    if (waited_ms < retry_after_s * 1000) complain(`asked again after ${waited_ms} ms`)
  },
}

const minute: Scenario = {
  name: 'outage of a minute',
  patience_ms: 130_000,
  async play({ collector, openShop }) {
    const tab = await openShop()
    await tab.track(1, 5)
    await collector.vanish()
    await tab.track(6, 20)
    await wait(60_000)
    await tab.track(21, 30)
    await collector.reappear()
  },
}

/** The collector is not as it should be. */
export const outages: readonly Scenario[] = [
  minute,
  spell('hang of 30 s', hanging, 30_000),
  spell('500s for 10 s', failing(500), 10_000),
  askedToWait,
  spell('redirected for 5 s', redirecting, 5000),
  spell('connections reset for 5 s', resetting, 5000),
  spell('answers lost for 5 s', losingAnswers, 5000),
  spell('no CORS for 5 s', withoutCors, 5000),
]

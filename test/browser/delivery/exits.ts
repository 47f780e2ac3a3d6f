import { setTimeout as wait } from 'node:timers/promises'
import { bareWrite, keepaliveUsedUp, tellStored } from '../support/page-scripts'
import type { Scenario } from './scenario'
import { numbersOf, type ShopOptions, type ShopTab, type Stage } from './stage'

// What a page that has been open for a while tracks before it goes away.
const all = numbersOf(6, 30)
// For what is sent on the way out to arrive.
const exit_ms = 1500

async function openForAWhile({ openShop, settle }: Stage, options?: ShopOptions): Promise<ShopTab> {
  const tab = await openShop(options)
  await tab.track(1, 5)
  await settle()
  return tab
}

/** Says how much had come before the next visit brought the rest. */
async function noteExit({ arrivals, note }: Stage): Promise<void> {
  await wait(exit_ms)
  const came = all.filter((number) => arrivals().numbers.includes(number))
  note(`${came.length} of ${all.length} came before the next visit`)
}

const closed: Scenario = {
  name: 'tab closed right after track()',
  async play(stage) {
    const tab = await openForAWhile(stage)
    await tab.track(6, 30)
    await tab.close()
    await noteExit(stage)
    await stage.openShop()
  },
}

const keepaliveGone: Scenario = {
  name: 'tab closed, keepalive budget used up by the page',
  async play(stage) {
    const tab = await openForAWhile(stage, { scripts: [keepaliveUsedUp] })
    await tab.track(6, 30)
    await tab.close()
    await noteExit(stage)
    await stage.openShop()
  },
}

/** Nothing that the browser had stored may be lost; what else is, is said. */
const killedAtOnce: Scenario = {
  name: 'browser killed at once',
  async play(stage) {
    const tab = await openForAWhile(stage, { scripts: [tellStored] })
    await tab.track(6, 30)
    await stage.kill()
    stage.excuse(all.filter((number) => !stage.stored.has(number)))
    await noteExit(stage)
    await stage.reopen()
    await stage.openShop()
    await wait(exit_ms)
    const stored = all.filter((number) => stage.stored.has(number))
    stage.note(`${stored.length} of ${all.length} were stored, ${stage.arrivals().lost.length} lost`)
  },
}

/** Nothing may be lost, unless the machine was so busy that a bare write took longer; then nothing that was stored. */
const killedSoon: Scenario = {
  name: 'browser killed 200 ms after track()',
  async play(stage) {
    const tab = await openForAWhile(stage, { scripts: [tellStored, bareWrite] })
    await tab.track(6, 30, { after: 'writeBare()' })
    await wait(200)
    await stage.kill()
    if (!stage.stored.has(0)) {
      stage.excuse(all.filter((number) => !stage.stored.has(number)))
      stage.note('a bare write took longer than 200 ms')
    }
    await noteExit(stage)
    await stage.reopen()
    await stage.openShop()
  },
}

const killedHidden: Scenario = {
  name: 'hidden, then killed 0.5 s later',
  needs: 'hidden tabs',
  async play(stage) {
    const tab = await openForAWhile(stage)
    await tab.track(6, 30)
    await stage.hide()
    await wait(500)
    await stage.kill()
    await noteExit(stage)
    await stage.reopen()
    await stage.openShop()
  },
}

function leaving(name: string, path: string): Scenario {
  return {
    name,
    async play({ openShop, origin }) {
      const tab = await openShop()
      await tab.track(1, 30, { after: `location.href = '${path}'` })
      await tab.until(`location.href === '${origin}${path}' && document.readyState === 'complete'`)
      await tab.track(31, 40)
    },
  }
}

/** The page goes away. */
export const exits: readonly Scenario[] = [
  closed,
  keepaliveGone,
  killedAtOnce,
  killedSoon,
  killedHidden,
  leaving('navigation right after track(), fast server', '/next'),
  leaving('navigation right after track(), slow server', '/slow'),
]

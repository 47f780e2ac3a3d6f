import { setTimeout as wait } from 'node:timers/promises'
import { type Arrivals, judge } from '../support/arrivals'
import { well } from '../support/behaviours'
import { type Browser, openBrowser } from '../support/browser'
import { type Collector, collect } from '../support/collector'
import { createProfile } from '../support/profile'
import { openShop } from '../support/shop'
import type { TrackOptions } from '../support/shop-window'
import type { Tab } from '../support/tab'

/** A tab with a page of the shop in it. */
export interface ShopTab extends Tab {
  /** Tracks events of these numbers, in their order and at once, and expects them at the collector. */
  readonly track: (from: number, to?: number, options?: TrackAndAct) => Promise<void>
}

export interface TrackAndAct extends TrackOptions {
  /** Runs in the page right after, in the same task. @default nothing */
  readonly after?: string
}

export interface ShopOptions {
  /** @default '/' */
  readonly path?: string
  /** Run in each page of the tab before its own. @default [] */
  readonly scripts?: readonly string[]
}

/** What a scenario plays on: a shop, a collector and a browser of its own. */
export interface Stage {
  readonly collector: Collector
  /** Addresses of the shop start with it. */
  readonly origin: string
  /** The numbers that pages have told that they stored; see `tellStored`. */
  readonly stored: ReadonlySet<number>
  readonly openShop: (options?: ShopOptions) => Promise<ShopTab>
  /** Opens an empty tab in front, which hides the shop. */
  readonly hide: () => Promise<void>
  /** Cuts the whole browser off: its tabs are told, and the collector cannot be reached. */
  readonly goOffline: () => Promise<void>
  readonly goOnline: () => Promise<void>
  readonly kill: () => Promise<void>
  /** Starts the killed browser again, on what it left on the disk. */
  readonly reopen: () => Promise<void>
  /** What came so far. */
  readonly arrivals: () => Arrivals
  /** Waits until all that is expected has come, or patience ends. */
  readonly settle: () => Promise<void>
  /** Says what went wrong: the scenario has failed. */
  readonly complain: (problem: string) => void
  /** Says what is worth knowing, where nothing went wrong. */
  readonly note: (text: string) => void
  /** Lets these numbers be lost. */
  readonly excuse: (numbers: Iterable<number>) => void
}

/** A stage behind the scenes. */
export interface BuiltStage extends Stage {
  readonly problems: readonly string[]
  readonly notes: readonly string[]
  readonly excused: ReadonlySet<number>
  readonly takeDown: () => Promise<void>
}

export interface StageOptions {
  /** What `bundleTracker()` gave. */
  readonly tracker: string
  /** How far away the collector is. */
  readonly round_trip_ms: number
  /** How long `settle()` waits. */
  readonly patience_ms: number
}

const step_ms = 25

/** All numbers of a range, both ends included. */
export function numbersOf(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}

/** Builds a stage: starts a collector that is well, opens a shop, and starts a browser with a new profile. */
export async function buildStage({ tracker, round_trip_ms, patience_ms }: StageOptions): Promise<BuiltStage> {
  const collector = await collect(well, { round_trip_ms })
  const shop = await openShop(tracker, collector.endpoint)
  const profile = await createProfile()
  const sent = new Set<number>()
  const stored = new Set<number>()
  const excused = new Set<number>()
  const problems: string[] = []
  const notes: string[] = []
  const tabs = new Set<ShopTab>()
  let browser: Browser = await openBrowser(profile)

  const openTab = async ({ path = '/', scripts = [] }: ShopOptions = {}) => {
    const onTold = (text: string) => {
      for (const number of text.split(',')) stored.add(Number(number))
    }
    const tab = await browser.open({ scripts, onTold })
    const track: ShopTab['track'] = async (from, to = from, { after = '', ...options } = {}) => {
      for (const number of numbersOf(from, to)) sent.add(number)
      await tab.evaluate(`shop.track(${from}, ${to}, ${JSON.stringify(options)}); ${after}`)
    }
    const close = async () => {
      tabs.delete(shopTab)
      await tab.close()
    }
    const shopTab = { ...tab, track, close }
    await tab.goTo(shop.origin + path)
    tabs.add(shopTab)
    return shopTab
  }
  const arrivals = () => judge(collector.deliveries, sent)
  const settle = async () => {
    const end = Date.now() + patience_ms
    while (Date.now() < end && arrivals().lost.some((number) => !excused.has(number))) await wait(step_ms)
  }
  return {
    collector,
    origin: shop.origin,
    stored,
    excused,
    problems,
    notes,
    openShop: openTab,
    hide: async () => void (await browser.open()),
    goOffline: async () => {
      await Promise.all([collector.vanish(), ...[...tabs].map((tab) => tab.setOffline(true))])
    },
    goOnline: async () => {
      await collector.reappear()
      await Promise.all([...tabs].map((tab) => tab.setOffline(false)))
    },
    kill: async () => {
      tabs.clear()
      await browser.kill()
    },
    reopen: async () => {
      browser = await openBrowser(profile)
    },
    arrivals,
    settle,
    complain: (problem) => void problems.push(problem),
    note: (text) => void notes.push(text),
    excuse: (numbers) => {
      for (const number of numbers) excused.add(number)
    },
    takeDown: async () => {
      await browser.kill()
      await Promise.all([profile.remove(), shop.close(), collector.close()])
    },
  }
}

import type { TrackerOptions } from '../../browser/options'
import type { Consent, Tracker } from '../../browser/tracker'
import type { Plugin } from '../../tracker/plugins'
import { turn } from '../activity'
import type { FakeShop, FakeShopOptions } from '../page/fake-shop'
import type { FakeTab } from '../page/fake-tab'
import { same } from './same'
import { type SampleCall, sampleVisit } from './sample-visit'

/**
 * What a plugin needs of the world to be tried in it.
 *
 * @example
 * const options: PluginContractOptions = {
 *   shop: { serve: { 'https://loyalty.example/': () => Response.json({ tier: 'gold' }) } },
 *   prepare: (tab) => tab.window.localStorage.setItem('card', '4711'),
 * }
 * const casesOf = (makePlugin: () => Plugin<Tracker>) => pluginContract(makePlugin, options)
 */
export interface PluginContractOptions {
  /**
   * Of the shop: what answers the plugin's own requests, for one.
   * @default {}
   */
  readonly shop?: Omit<FakeShopOptions, 'collector'> | undefined
  /**
   * Of the tracker: `definitions`, for one.
   * @default {}
   */
  readonly tracker?: Partial<Omit<TrackerOptions, 'plugins' | 'consent' | 'on_error'>> | undefined
  /**
   * Gives a page what the plugin looks for there, before the tracker starts.
   * @default nothing
   */
  readonly prepare?: ((tab: FakeTab) => void) | undefined
}

/** A call of one of a plugin's hooks. */
interface HookCall {
  readonly hook: keyof Plugin
  readonly result?: unknown
}

/** A plugin in a tab of its own. */
export interface Trial {
  readonly shop: FakeShop
  readonly tab: FakeTab
  readonly tracker: Tracker
  readonly plugin: Plugin<Tracker>
  /** The hooks that were called, in order. */
  readonly calls: readonly HookCall[]
  /** What of the page is not as it was before there was a tracker. */
  readonly left: () => Readonly<Record<string, unknown>>
  /** Tracks a visit, or these calls, and lets so much time pass that all is done. */
  readonly visit: (calls?: readonly SampleCall[]) => Promise<void>
}

export const YES: Consent = { analytics: true, personalization: true }
export const NO: Consent = { analytics: false, personalization: false }

/** Long enough for every retry of a network that is well again (at most 5 minutes, DESIGN.md, section 3). */
const LONG_MS = 600_000

/** More than anything that an event, or a second of the ten minutes of a visit, gives reason to. */
const MOST_TRACKED = 1_000

/** What a setup waits for in the real world, such as a package that it loads, is waited for so long. */
const PATIENCE_MS = 2_000

/** What a trial is of. */
export interface TrialOptions extends PluginContractOptions {
  readonly makePlugin: () => Plugin<Tracker>
  readonly consent: TrackerOptions['consent']
}

/** Makes a plugin, and a tracker that has it, in a new tab of a shop. */
export function beginTrial(shop: FakeShop, options: TrialOptions): Trial {
  const tab = shop.openTab()
  options.prepare?.(tab)
  const before = lookAt(tab)
  const plugin = tab.run(options.makePlugin)
  const calls: HookCall[] = []
  const setups: Promise<unknown>[] = []
  let tracked = 0
  // What tracks for each of its own events would have no visit end: from some number on nothing more is taken.
  const may_track = () => ++tracked <= MOST_TRACKED
  const on_call = (call: HookCall) => {
    calls.push(call)
    if (call.hook === 'setup') setups.push(Promise.resolve(call.result).catch(() => {}))
  }
  const watched = watch(plugin, { may_track, on_call })
  const { consent } = options
  const tracker = tab.createTracker({ track_pages: false, ...options.tracker, consent, plugins: [watched] })
  const visit = async (wanted: readonly SampleCall[] = sampleVisit) => {
    tracked = 0
    await settle(shop, setups)
    for (const { name, properties } of wanted) tracker.track(name as never, properties as never)
    await shop.pass(LONG_MS)
    const found = tracked > MOST_TRACKED && `more than ${MOST_TRACKED} in a visit: is one for each of its own?`
    same('tracks no end of events', { found, wanted: false })
  }
  return { shop, tab, tracker, plugin, calls, visit, left: () => differences(before, lookAt(tab)) }
}

/** The tracker, which takes events as long as it may. */
function limit(tracker: Tracker, may_track: () => boolean): Tracker {
  const ways = (['track', 'page', 'cart'] as const).map((way) => {
    const act = (...args: unknown[]) => void (may_track() && (tracker[way] as (...args: unknown[]) => void)(...args))
    return [way, act]
  })
  return { ...tracker, ...Object.fromEntries(ways) }
}

interface WatchOptions {
  readonly may_track: () => boolean
  readonly on_call: (call: HookCall) => void
}

/** The plugin, with hooks that tell of each call what came of it, and a tracker that takes events as long as it may. */
function watch(plugin: Plugin<Tracker>, { may_track, on_call }: WatchOptions): Plugin<Tracker> {
  const hooks = (['setup', 'enrich', 'deliver', 'teardown'] as const).filter((hook) => plugin[hook])
  const watched = hooks.map((hook) => {
    const act = (...args: unknown[]) => {
      const call = plugin[hook] as (...args: unknown[]) => unknown
      try {
        const given = hook === 'setup' ? [limit(args[0] as Tracker, may_track)] : args
        const result = call.apply(plugin, given)
        on_call({ hook, result })
        return result
      } catch (error) {
        on_call({ hook })
        throw error
      }
    }
    return [hook, act]
  })
  return { ...Object.fromEntries(watched), name: plugin.name }
}

/** Lets setups end, in the time of the shop and for a while in the real one. */
async function settle(shop: FakeShop, setups: readonly Promise<unknown>[]): Promise<void> {
  await shop.pass()
  let is_done = false
  void Promise.all(setups).then(() => {
    is_done = true
  })
  const start = performance.now()
  while (performance.now() - start < PATIENCE_MS) {
    await shop.pass(1)
    await turn()
    if (is_done) return
  }
}

type Look = Readonly<Record<string, unknown>>

/** What a page has: its globals, and what is used of it. */
function lookAt(tab: FakeTab): Look {
  const { window } = tab
  const { document, history, navigator } = window
  const found = Object.entries({ window, document, history, navigator }).flatMap(([name, target]) =>
    Object.entries(Object.getOwnPropertyDescriptors(target)).map(([field, { value }]) => [`${name}.${field}`, value]),
  )
  return { ...Object.fromEntries(found), ...tab.used() }
}

function differences(before: Look, after: Look): Look {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const changed = names.filter((name) => before[name] !== after[name])
  return Object.fromEntries(changed.map((name) => [name, after[name] ?? 'gone']))
}

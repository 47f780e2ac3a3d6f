import type { Tracker } from '../../browser/tracker'
import type { EventPatch, Plugin } from '../../tracker/plugins'
import type { WireEvent } from '../../tracker/wire-event'
import { expectDelivered } from '../expect-delivered'
import { createFakeShop, type FakeShop } from '../page/fake-shop'
import { type ContractCase, casesOf } from './contract-case'
import { beginTrial, NO, type PluginContractOptions, type Trial, type TrialOptions, YES } from './plugin-trial'
import { same } from './same'
import { sampleVisit } from './sample-visit'

/** Begins a trial; those of one shop are side by side. */
type Begin = (options: Pick<TrialOptions, 'consent'> & { readonly in_shop?: FakeShop }) => Trial

interface Given {
  readonly begin: Begin
}

const HOOKS = ['setup', 'enrich', 'deliver', 'teardown'] as const

/**
 * What every plugin of a page's tracker must do: nothing before there is consent, no harm to any event, and nothing left in
 * the page at its end. Tried with the real tracker in made-up tabs.
 *
 * @param makePlugin Makes a new plugin; it is called in a tab, several times for each case.
 * @param options What the plugin needs of the world.
 *
 * @example
 * const cases = pluginContract(() => device())
 * // In any test framework: for (const { name, run } of cases) test(name, run)
 */
export function pluginContract(
  makePlugin: () => Plugin<Tracker>,
  options: PluginContractOptions = {},
): readonly ContractCase[] {
  const setUp = () => {
    const shops: FakeShop[] = []
    const openShop = () => {
      const shop = createFakeShop(options.shop)
      shops.push(shop)
      return shop
    }
    const begin: Begin = ({ in_shop = openShop(), consent }) => beginTrial(in_shop, { ...options, consent, makePlugin })
    const tearDown = async () => {
      for (const shop of shops) await shop.close()
    }
    return { given: { begin }, tearDown }
  }
  return casesOf(setUp, { ...consenting, ...adding, ...ending })
}

const unused = (trial: Trial) => {
  const { shop, calls } = trial
  const { local, databases } = shop.disk
  return {
    called: calls.map(({ hook }) => hook),
    requested: shop.network.requests.map(({ url }) => url),
    stored: [...local.keys(), ...databases.keys()],
  }
}
const NOTHING = { called: [], requested: [], stored: [] }

const consenting = {
  async 'has a name, and something to do'({ begin }: Given) {
    const { plugin } = begin({ consent: 'pending' })
    same('has a name', { found: typeof plugin.name === 'string' && plugin.name !== '', wanted: true })
    const hooks = HOOKS.filter((hook) => plugin[hook] !== undefined)
    same('has a hook', { found: hooks.length > 0, wanted: true })
    same('has functions for hooks', {
      found: hooks.map((hook) => typeof plugin[hook]),
      wanted: hooks.map(() => 'function'),
    })
  },

  async 'does nothing before there is consent, nor where it is denied'({ begin }: Given) {
    const trial = begin({ consent: 'pending' })
    await trial.visit()
    same('does nothing before there is consent', { found: unused(trial), wanted: NOTHING })
    trial.tracker.setConsent(NO)
    await trial.visit()
    same('does nothing where consent is denied', { found: unused(trial), wanted: NOTHING })
    trial.tracker.stop()
    same('leaves the page as it was without consent', { found: trial.left(), wanted: {} })
  },
}

const adding = {
  async 'gives at once what can be added to an event, and throws nothing'({ begin }: Given) {
    const { visit, shop, calls } = begin({ consent: YES })
    await visit()
    same('throws nothing', { found: shop.errors.map(({ message }) => message), wanted: [] })
    const patches = calls.filter(({ hook }) => hook === 'enrich').map(({ result }) => result)
    const late = patches.filter((patch) => typeof Object(patch).then === 'function')
    same('gives at once what to add', { found: late.length, wanted: 0 })
    same('adds what the vocabulary takes', { found: shop.collector.problems, wanted: [] })
  },

  async 'lets each event be delivered once, whatever the network does'({ begin }: Given) {
    const { visit, shop, tracker } = begin({ consent: YES })
    const faults = [503, 'lost'] as const
    let posts = 0
    shop.network.fault = ({ url, method }) =>
      url.endsWith('/collect') && method === 'POST' ? faults[posts++] : 'unreached'
    await visit()
    expectDelivered(
      shop.collector,
      sampleVisit.map(({ name }) => name),
      { others: true },
    )
    same('lets all events be delivered', { found: tracker.ledger().waiting, wanted: 0 })
    same('lets no event be dropped', { found: tracker.ledger().dropped, wanted: {} })
  },

  async 'keeps a page busy for 50 ms at most with a hundred events'({ begin }: Given) {
    const { visit, tab, plugin, shop } = begin({ consent: YES })
    await visit()
    const events = shop.collector.events.slice(0, sampleVisit.length) as readonly WireEvent[]
    const hundred = Array.from({ length: MOST_AT_ONCE }, (_, i) => structuredClone(events[i % events.length]!))
    const rounds = Array.from({ length: ROUNDS }, () => {
      const start = performance.now()
      tab.run(() => hundred.map((event) => plugin.enrich?.(event)))
      return performance.now() - start
    })
    // The best of some: what else the machine does counts for nothing.
    const is_quick = Math.min(...rounds) <= LONG_TASK_MS
    same(`keeps the page busy for ${LONG_TASK_MS} ms at most`, { found: is_quick || Math.min(...rounds), wanted: true })
  },
}

/** A page is stuck for longer than that: a long task (https://www.w3.org/TR/longtasks-1/). */
const LONG_TASK_MS = 50
/** So many events the tracker takes at once before others in the page have their turn (`src/browser/desk.ts`). */
const MOST_AT_ONCE = 100
const ROUNDS = 5

/** The names of the fields that were added last. */
function added({ calls }: Trial): string[] {
  const patch = calls.filter(({ hook }) => hook === 'enrich').at(-1)?.result as EventPatch | undefined
  return [...Object.keys(patch?.props ?? {}), ...Object.keys(patch?.context ?? {})].sort()
}

const ending = {
  async 'leaves nothing in the page when the tracker stops'({ begin }: Given) {
    const { visit, tracker, shop, left } = begin({ consent: YES })
    await visit()
    tracker.stop()
    await shop.pass(1_000)
    same('leaves nothing in the page', { found: left(), wanted: {} })
    same('ends without an error', { found: shop.errors.map(({ message }) => message), wanted: [] })
  },

  async 'leaves nothing when the tracker stops before its setup is done'({ begin }: Given) {
    const trial = begin({ consent: YES })
    trial.tracker.stop()
    await trial.visit()
    same('leaves nothing in the page', { found: trial.left(), wanted: {} })
    same('ends without an error', { found: trial.shop.errors.map(({ message }) => message), wanted: [] })
  },

  async 'does the same when consent is taken back and given again'({ begin }: Given) {
    const trial = begin({ consent: YES })
    const { tracker, visit, shop } = trial
    await visit()
    const before = added(trial)
    tracker.setConsent(NO)
    await shop.pass(1_000)
    const calls = trial.calls.length
    await visit()
    same('does nothing without consent', { found: trial.calls.length, wanted: calls })
    tracker.setConsent(YES)
    await visit()
    same('adds what it added before', { found: added(trial), wanted: before })
    tracker.stop()
    await shop.pass(1_000)
    same('leaves nothing in the page', { found: trial.left(), wanted: {} })
    same('does so without an error', { found: shop.errors.map(({ message }) => message), wanted: [] })
  },

  async 'has nothing to do with another one in the same browser'({ begin }: Given) {
    const first = begin({ consent: YES })
    const second = begin({ consent: YES, in_shop: first.shop })
    await first.visit()
    await second.visit()
    const before = added(second)
    first.tracker.stop()
    first.tab.close()
    await second.visit([{ name: 'page_viewed' }])
    same('adds what it added before', { found: added(second), wanted: before })
    const { length } = first.shop.collector.events.filter(({ name }) => name === 'page_viewed')
    same('lets the events of both be delivered', { found: length >= 3, wanted: true })
  },
}

import { type ConsentState, nextConsent } from '../tracker/consent'
import { createEventIds } from '../tracker/event-id'
import { importanceOf } from '../tracker/importance'
import { createPlugins } from '../tracker/plugins'
import type { Clock } from '../tracker/ports'
import { createReporter } from '../tracker/reporter'
import { readWireEvent } from '../tracker/wire-event'
import type { Call, Purposes } from './calls'
import { type Desk, openDesk } from './desk'
import { createInertTracker, NOTHING_KNOWN } from './inert-tracker'
import type { TrackerOptions } from './options'
import { createPageContext } from './page-context'
import { eraseStored } from './stores'
import type { Consent, ShopperNews, ShopperView, Tracker } from './tracker'
import { type PageView, watchPages } from './watch-pages'

type Purpose = keyof Purposes

const PURPOSES = ['analytics', 'personalization'] as const

/** Starts a tracker in the page that it is called in. */
export function startTracker(options: TrackerOptions): Tracker {
  const { definitions, track_pages = true, honour_privacy_control = true, consent } = options
  const report = createReporter(options.on_error ?? console.error)
  const is_opted_out =
    honour_privacy_control && !!(navigator as { readonly globalPrivacyControl?: boolean }).globalPrivacyControl
  const plugins = createPlugins(options.plugins, report.error)
  const clock: Clock = {
    now: Date.now,
    after(ms, act) {
      const timer = setTimeout(act, ms)
      return () => clearTimeout(timer)
    },
  }
  const eventId = createEventIds((bytes) => crypto.getRandomValues(bytes))
  const new_id = (time = Date.now()) => eventId(time)
  const purposes: Record<Purpose, ConsentState<Call>> = {
    analytics: { status: 'pending', waiting: [] },
    personalization: { status: definitions ? 'pending' : 'denied', waiting: [] },
  }
  const listeners = new Set<(news: ShopperNews) => void>()
  let view: ShopperView = NOTHING_KNOWN
  let desk: Desk | undefined
  /** In place of a desk that is not opened. */
  const inert = createInertTracker()
  let denied = 0
  /** Done when nothing is kept any more. */
  let erasing: Promise<void> | undefined
  let isStopped = false

  const granted = (purpose: Purpose) => purposes[purpose].status === 'granted'
  const openedDesk = () => {
    if (desk) return desk
    desk = openDesk({
      options,
      clock,
      new_id,
      contextOf,
      plugins,
      report,
      granted,
      before_exit: () => void pages.current(),
      on_news(next, changes) {
        view = next
        for (const listener of listeners) {
          try {
            listener({ ...next, changes })
          } catch (cause) {
            report.error('tell a subscriber', cause)
          }
        }
      },
    })
    // Not before there is consent: what a plugin loads is a request.
    plugins.wake(tracker)
    return desk
  }

  /** Has both purposes hear of a call, or of an answer, and does what they agree to. */
  const hear = (call: Call | undefined, answer: Consent = {}): void => {
    // What a yes right after a no would keep must not be erased as well.
    if (erasing) return void erasing.then(() => hear(call, answer))
    const replays = new Map<Call, Purposes>()
    for (const purpose of PURPOSES) {
      if (purpose === 'personalization' && !definitions) continue
      const step = nextConsent(purposes[purpose], { call, granted: answer[purpose], is_opted_out })
      purposes[purpose] = step.state
      for (const each of step.replay) replays.set(each, { ...replays.get(each), [purpose]: true })
      if (purpose === 'analytics') denied += step.discard.length
    }
    const isAny = !isStopped && (granted('analytics') || granted('personalization'))
    if (isAny) {
      // Opened even where there is nothing to do yet: the page before may have left something.
      const opened = openedDesk()
      for (const [each, serves] of replays) opened.take(each, serves)
      if (granted('personalization')) opened.personalize()
    }
    for (const purpose of PURPOSES) {
      if (call || !(is_opted_out || answer[purpose] === false)) continue
      if (purpose === 'personalization') view = NOTHING_KNOWN
      if (!isAny) return void erase()
      desk!.withdraw(purpose).catch(failErase)
    }
  }

  const failErase = (cause: unknown) => report.error('erase', cause)
  const erase = async () => {
    erasing = (desk?.erase() ?? eraseStored()).catch(failErase)
    desk = undefined
    view = NOTHING_KNOWN
    plugins.stop()
    await erasing
    erasing = undefined
  }
  const call = (rank: Call['rank'], what: Partial<Call>) => {
    plugins.refuse()
    if (!isStopped) hear({ rank, time: Date.now(), view: pages.current(), ...what })
  }
  const track = (name: string, properties?: unknown, page?: PageView) => {
    const { event, problems } = readWireEvent(name, properties)
    report.problems(name, problems)
    if (event) call(importanceOf(name), { event, ...(page && { view: page, time: page.time }) })
  }

  const pages = watchPages({
    window,
    // Nothing is scheduled before there is consent: then a title is looked at when something is tracked, or agreed to.
    clock: { now: clock.now, after: (ms, act) => (desk ? clock.after(ms, act) : () => {}) },
    create_page_id: new_id,
    on_page: (page) => track_pages && track('page_viewed', {}, page),
    hash_routes: options.hash_routes,
  })
  const contextOf = createPageContext({ window, hash_routes: options.hash_routes })

  const tracker: Tracker = {
    track,
    page: () => track('page_viewed'),
    identify: (user_id) => call(2, { user_id }),
    cart(lines, props = {}) {
      const { event } = readWireEvent('cart', props)
      call(1, { cart: { lines: copyLines(lines), props: event!.props } })
    },
    setConsent(answer) {
      // Its view may not be told yet.
      pages.current()
      try {
        const { analytics, personalization } = answer
        hear(undefined, { analytics, personalization })
      } catch (cause) {
        report.error('read a consent', cause)
      }
    },
    getSnapshot: () => view,
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    explain: (name) => (desk ?? inert).explain(name),
    flush: () => (desk ?? inert).flush(),
    ledger() {
      const { accepted, waiting, dropped, ...rest } = (desk ?? inert).ledger()
      const pending = purposes.analytics.waiting.length
      return {
        ...rest,
        accepted: accepted + pending + denied,
        waiting: waiting + pending,
        dropped: denied ? { ...dropped, denied: denied + (dropped.denied ?? 0) } : dropped,
      }
    },
    // In its place among the calls: what waits before it is still the former visitor's.
    reset: () => call(2, { anew: true }),
    async forget() {
      hear(undefined, { analytics: false, personalization: false })
      while (erasing) await erasing
    },
    export: () => (desk ?? inert).export(),
    stop() {
      isStopped = true
      pages.stop()
      // The desk first: what was tracked before is still for the plugins to add to.
      desk?.close()
      plugins.stop()
      listeners.clear()
    },
  }
  hear(undefined, consent === 'pending' ? {} : consent)
  return tracker
}

/** Lines as they are now: a page may change its cart in place. */
function copyLines(lines: unknown): unknown {
  try {
    const copy = (line: unknown) => (typeof line === 'object' && !Array.isArray(line) ? { ...line } : line)
    return Array.isArray(lines) ? lines.map(copy) : lines
  } catch {
    return lines
  }
}

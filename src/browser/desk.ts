import type { Change } from '../engine/answers'
import type { Plugins } from '../tracker/plugins'
import type { Clock } from '../tracker/ports'
import type { Reporter } from '../tracker/reporter'
import { createVault, type LedgerCounts } from '../tracker/vault'
import type { WireEvent } from '../tracker/wire-event'
import type { Call, Purposes } from './calls'
import { createDelivery } from './delivery'
import { createLazySegments, LEFT } from './lazy-segments'
import { listen } from './listen'
import { createNetwork } from './network'
import type { TrackerOptions } from './options'
import { createOutbox, UNSENT } from './outbox'
import type { PageContext } from './page-context'
import { createPerson } from './person'
import { CART, createRecorder } from './recorder'
import type { Segments } from './segments'
import { erase, handOver, openStores } from './stores'
import type { TabMessage } from './tab-message'
import { joinTabs } from './tabs'
import type { ShopperView } from './tracker'
import { onExit, onReturn } from './watch-exit'
import type { PageView } from './watch-pages'

/** Options of {@link openDesk}. */
export interface DeskOptions {
  readonly options: TrackerOptions
  readonly clock: Clock
  readonly new_id: (time?: number) => string
  readonly contextOf: (view: PageView) => PageContext
  readonly plugins: Pick<Plugins, 'enrich' | 'deliver'>
  readonly report: Reporter
  /** Whether the shopper agrees to it: what cannot be erased, or not yet, must stay where it is. */
  readonly granted: (purpose: keyof Purposes) => boolean
  /** Called at the page's exit, before all else: the last events are to be told. */
  readonly before_exit: () => void
  /** Told what is known of the shopper. */
  readonly on_news: (view: ShopperView, changes: readonly Change[]) => void
}

/** Where what was consented to is done: stores, tabs, delivery and segments of a page. */
export interface Desk {
  /** Carries calls out, in order, soon. */
  take(call: Call, purposes: Purposes): void
  /** Loads the engine, once. */
  personalize(): void
  explain: Segments['explain']
  flush(): Promise<void>
  ledger(): LedgerCounts
  /** A purpose is agreed to no more: what is kept for it goes. */
  withdraw(purpose: keyof Purposes): Promise<void>
  /** Erases everything, and closes. */
  erase(): Promise<void>
  export(): Promise<Readonly<Record<string, unknown>>>
  close(): void
}

/** So many calls are carried out at once; before more the page has its turn. */
const MOST_CALLS = 100

/** How long `flush` waits for the tab that sends, in milliseconds. */
const FLUSH_MS = 10_000

export function openDesk(desk: DeskOptions): Desk {
  const { options, clock, new_id, plugins, report } = desk
  const { all: stores, items } = openStores()
  const vault = createVault({ stores, now: clock.now, on_error: (cause) => report.error('store events', cause) })
  let todo: { readonly call: Call; readonly purposes: Purposes }[] = []
  let isDue = false
  let isClosed = false
  /** The page is gone, or kept for the way back. */
  let isLeft = false
  let opening: Promise<unknown> | undefined

  const ME = '~me'
  /** Who it was, where only the database knows it. */
  let stored: string | undefined
  const person = createPerson({
    ...options,
    load: () => items.getItem(ME) ?? stored,
    save(text) {
      items.setItem(ME, text)
      // A killed browser loses the last seconds of what is above, and with it the visitor.
      void vault.put(ME, text)
    },
    new_id,
  })
  const segments = createLazySegments({
    ...options,
    ...desk,
    now: clock.now,
    owner: person.visitorId,
    vault,
    items,
  })
  /** Another shopper from now on. */
  const begin = () => {
    items.removeItem(CART)
    segments.reset()
    tabs.say({ anew: true })
  }
  const record = createRecorder({
    ...desk,
    person,
    items,
    on_new_visitor: begin,
  })
  const delivery = createDelivery({
    ...options,
    ...desk,
    vault,
    network: createNetwork(options.endpoint),
    on_settled(fates, texts) {
      tabs.say({ settled: fates.map(({ key }) => key) })
      for (const { reason, detail } of fates)
        if (reason === 'rejected') report.error('deliver an event', detail ?? reason)
      if (texts[0]) plugins.deliver(texts)
    },
    on_error: (cause) => report.error('read stored events', cause),
  })
  const tabs = joinTabs<TabMessage>({
    name: 'aisle',
    on_lead: delivery.lead,
    on_message({ wake, settled, events, anew: isAnew }) {
      if (wake) delivery.wake(wake)
      if (settled) {
        delivery.release(settled)
        void vault.keys()
      }
      if (events) segments.add(events)
      if (isAnew) {
        stored = undefined
        segments.reset()
      }
    },
  })

  const outbox = createOutbox({
    ...desk,
    vault,
    delivery,
    items,
    on_waiting(wake) {
      if (delivery.leads()) delivery.wake(wake)
      // The one that sends leaves it to the next in line.
      else tabs.say({ wake })
    },
    on_stored(events) {
      segments.add(events)
      if (options.definitions) tabs.say({ events })
    },
  })

  const soon = () => {
    if (!isDue) queueMicrotask(workSome)
    isDue = true
  }
  const workSome = () => {
    isDue = false
    work(MOST_CALLS)
    isDue = !!todo[0] && !opening && !isClosed
    if (isDue) setTimeout(workSome)
  }
  const work = (most = todo.length) => {
    if (opening || isClosed) return
    const events: WireEvent[] = []
    const known: WireEvent[] = []
    for (const { call, purposes } of todo.splice(0, most)) {
      call.recorded ??= record(call)
      const { recorded } = call
      if (purposes.analytics) events.push(...recorded)
      else if (purposes.personalization) known.push(...recorded)
    }
    if (known[0]) segments.add(known)
    outbox.put(events)
  }

  const open = async () => {
    await vault.update(ME, (text) => {
      if (isClosed) return text
      stored = text
      // Of pages that are opened at once, all take the visitor of the first.
      person.visitorId()
      return items.getItem(ME) ?? text
    })
    opening = undefined
    soon()
  }
  if (!items.getItem(ME)) opening = open()

  /** Does what is to do, whatever it waits for. */
  const finish = () => {
    opening = undefined
    work()
  }
  const exit = () => {
    desk.before_exit()
    finish()
    const unstored = outbox.leave()
    delivery.exit()
    segments.leave(unstored)
    // Other tabs would hear of these once they are stored, when this page may be gone.
    if (unstored[0]) tabs.say({ events: unstored })
    person.flush()
  }
  const stops = [
    onExit(window, () => {
      exit()
      tabs.yield(isLeft ? 'away' : undefined)
    }),
    onReturn(window, () => {
      isLeft = false
      tabs.yield('back')
      delivery.wake('now')
    }),
    // A page that is frozen, or kept for the way back, must neither lead nor listen; it goes through its exit first.
    listen(
      window,
      'pagehide freeze',
      ({ type }) => {
        isLeft = true
        if (type === 'freeze') tabs.yield('away')
      },
      true,
    ),
  ]

  const end = () => {
    finish()
    isClosed = true
    for (const stop of stops) stop()
    delivery.stop()
    segments.leave(outbox.leave())
    segments.stop()
  }

  return {
    take(call, purposes) {
      todo.push({ call, purposes })
      soon()
    },
    personalize: segments.load,
    explain: segments.explain,
    async flush() {
      await opening
      work()
      await outbox.stored()
      await delivery.flush()
      tabs.say({ wake: 'now' })
      const end = clock.now() + FLUSH_MS
      while (delivery.isWaitingForAnother() && clock.now() < end)
        await new Promise<void>((done) => void clock.after(50, done))
    },
    ledger() {
      const { accepted, waiting, ...rest } = vault.counts()
      const more = outbox.unstored.size + todo.length
      return { ...rest, accepted: accepted + more, waiting: waiting + more }
    },
    async withdraw(purpose) {
      work()
      todo = todo.map(({ call, purposes }) => ({ call, purposes: { ...purposes, [purpose]: false } }))
      if (purpose === 'analytics') {
        delivery.release()
        await outbox.stored()
        items.removeItem(UNSENT)
        const keys = await vault.keys()
        await vault.settle(keys.map((key) => ({ key, reason: 'denied' })))
        tabs.say({ settled: keys })
        return
      }
      segments.stop()
      await vault.put('~shopper', undefined)
      // From when the database failed.
      items.removeItem('~shopper')
      items.removeItem(LEFT)
    },
    async erase() {
      end()
      delivery.release()
      await outbox.stored()
      // Other tabs must not send what they still hold of it.
      tabs.say({ settled: await vault.keys(), anew: true })
      await erase(items, vault)
      // Not before: the tab that leads next would send what is there.
      tabs.leave()
    },
    async export() {
      work()
      await outbox.stored()
      return handOver(items, vault)
    },
    close() {
      end()
      tabs.leave()
    },
  }
}

import { dropsFrom } from '../tracker/drops'
import { createEventIds } from '../tracker/event-id'
import type { Fate } from '../tracker/fate'
import { createItemStore, memoryItems } from '../tracker/item-store'
import { LIBRARY } from '../tracker/library'
import { readLogKeys, toLogEntry } from '../tracker/log-key'
import { createPlugins } from '../tracker/plugins'
import type { Clock } from '../tracker/ports'
import { createReporter } from '../tracker/reporter'
import { createSender } from '../tracker/sender'
import { createVault } from '../tracker/vault'
import { readWireEvent, type WireEvent } from '../tracker/wire-event'
import { openFileStore } from './file-store'
import { createNetwork } from './network'
import { checkOptions, MAX_WAITING, type TrackerOptions } from './options'
import { readWho } from './read-who'
import type { Tracker } from './tracker'

/** An order that a webhook tells of again within days must still be known. */
const MAX_ORDERS = 2_000

const clock: Clock = {
  now: Date.now,
  after(ms, act) {
    // A process that has nothing else to do may end.
    const timer = setTimeout(act, ms).unref()
    return () => clearTimeout(timer)
  },
}

/**
 * Makes the tracker of a server. It keeps no process alive: one that is about to end by itself awaits `flush` first, or
 * leaves what waits in its log to the next.
 *
 * @throws TypeError with code `invalid_tracker_options` where the options cannot be used, Error with code `log_in_use` where
 *   another process has the log open, and with code `log_unusable` where its folder cannot be used.
 *
 * @example
 * const tracker = createTracker({ endpoint: 'https://shop.example/collect', log: 'shop/aisle' })
 * tracker.track('order_completed', { order_id: 'A-1', total: 39.9, currency: 'EUR' }, { user_id: 'u-42', id: 'delivery-7' })
 * await tracker.flush()
 */
export function createTracker(options: TrackerOptions): Tracker {
  checkOptions(options)
  const { max_waiting = MAX_WAITING, batch_delay_ms = 1_000 } = options
  const report = createReporter(options.on_error ?? console.error)
  const eventId = createEventIds((bytes) => crypto.getRandomValues(bytes))
  const new_id = () => eventId(clock.now())
  const file = options.log === undefined ? undefined : openFileStore(options.log)
  const items = memoryItems()
  const memory = createItemStore(items, { list: items.list, prefix: '' })
  const vault = createVault({
    stores: file ? [file, memory] : [memory],
    now: clock.now,
    max_orders: MAX_ORDERS,
    on_error: (cause) => report.error('store events', cause),
  })
  const network = createNetwork(options.endpoint, options)
  const sender = createSender({
    log: vault,
    network,
    clock,
    random: Math.random,
    new_id,
    on_settled,
    on_error: (cause) => report.error('read stored events', cause),
  })
  /** How much may come before it is looked whether there is too much. */
  const slack = { events: Math.ceil(max_waiting / 100), bytes: 2 ** 18 }
  let untrimmed = { events: 0, bytes: 0 }
  let unstored = 0
  /** When all that was tracked is stored. */
  let storing = Promise.resolve()
  let cancel: (() => void) | undefined
  let isStopped = false
  const plugins = createPlugins(options.plugins, report.error)

  function on_settled(fates: readonly Fate[], texts: ReadonlyMap<string, string>): void {
    for (const { reason, detail } of fates)
      if (reason === 'rejected') report.error('deliver an event', detail ?? reason)
    const delivered = fates.flatMap(({ key, reason }) => (reason ? [] : (texts.get(key) ?? [])))
    if (delivered.length) plugins.deliver(delivered)
  }

  async function store(event: WireEvent, key_id: string): Promise<void> {
    const entry = toLogEntry(event, key_id)
    const order_id = event.name === 'order_completed' ? event.props.order_id : undefined
    unstored++
    try {
      await vault.append([{ ...entry, order_id }]).finally(() => unstored--)
      await trim(entry.text.length)
    } catch (cause) {
      report.error('store events', cause)
    }
    if (isStopped) return
    cancel ??= clock.after(batch_delay_ms, () => {
      cancel = undefined
      sender.wake()
    })
  }

  /** Lets go of what is too much, should nothing be sent for long. */
  async function trim(bytes: number): Promise<void> {
    untrimmed = { events: untrimmed.events + 1, bytes: untrimmed.bytes + bytes }
    if (untrimmed.events < slack.events && untrimmed.bytes < slack.bytes) return
    untrimmed = { events: 0, bytes: 0 }
    const fates = dropsFrom(readLogKeys(await vault.keys()), clock.now(), max_waiting)
    if (fates.length) await vault.settle(fates)
  }

  const tracker: Tracker = {
    track(name, properties, who) {
      plugins.refuse()
      if (isStopped) return
      const { event, problems } = readWireEvent(name, properties)
      const whose = readWho(who)
      report.problems(name, [...problems, ...whose.problems])
      if (!event || !whose.who) return
      const id = new_id()
      const made = { id, time: clock.now(), ...event, ...whose.who, library: LIBRARY } as WireEvent
      const stored = store(plugins.enrich(made), id)
      storing = storing.then(() => stored)
    },
    async flush() {
      await storing
      await sender.flush()
    },
    ledger() {
      const { accepted, waiting, ...rest } = vault.counts()
      return { accepted: accepted + unstored, ...rest, waiting: waiting + unstored }
    },
    async stop() {
      if (isStopped) return
      isStopped = true
      cancel?.()
      sender.stop()
      network.stop()
      plugins.stop()
      await storing
      await file?.close()
    },
  }
  plugins.wake(tracker)
  // What a process before this one has left.
  if (file) sender.wake()
  return tracker
}

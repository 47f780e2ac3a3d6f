import { safely } from '../collector/safely'
import type { CollectedEvent, Sink } from '../collector/sink'
import { createReporter } from '../tracker/reporter'
import { Courier, type TargetStatus } from './courier'
import { fullOptions, type MembershipOptions, type MembershipStore } from './options'
import { nextOf, settle } from './outbox'
import { byVisitor, ShopperBook } from './shopper-book'

/**
 * How a membership is.
 *
 * @example
 * ```ts
 * // Who is forgotten is taken for new when they come again: time for a higher `max_shoppers`.
 * const isFull = ({ shoppers, evicted }: MembershipStatus) => evicted > shoppers / 100
 * const look = (membership: Membership) => isFull(membership.status())
 * ```
 */
export interface MembershipStatus {
  /** Shoppers that are known. */
  readonly shoppers: number
  /** Shoppers that were forgotten as there were too many, since the process began. */
  readonly evicted: number
  /** Events that were not taken, as too much is kept of their shopper. */
  readonly too_long: number
  /** Events of visitors who had been taken for another user. */
  readonly torn: number
  /** Changes that were dropped, the oldest of a shopper, as more than 50 waited. */
  readonly overflow: number
  /** By name. */
  readonly targets: { readonly [name: string]: TargetStatus }
}

/**
 * Follows shoppers on a server, and tells targets who enters and leaves what. A sink of a collector, to stand beside the one
 * that stores events: of none does it say that it is new.
 *
 * @example
 * ```ts
 * // A shopper asks to be forgotten.
 * const erase = async (membership: Membership, shopper_id: string) => {
 *   await membership.forget(shopper_id)
 *   return membership.status().shoppers
 * }
 * ```
 */
export interface Membership extends Sink {
  /**
   * Takes events in, in any order, and those that it has already; settles when what comes of them outlives a crash.
   *
   * @example
   * ```ts
   * await membership.write(events)
   * ```
   */
  write(events: readonly CollectedEvent[]): Promise<number>
  /** Lets go of all that is kept of a shopper. What targets were told before is theirs to forget. */
  forget(shopper_id: string): Promise<void>
  /** How it is, to be watched. */
  status(): MembershipStatus
}

/** How often it is looked whether time has changed something, and whether a target may be tried again. */
const TICK_MS = 1_000

/** Shoppers that are worked on at the same time. */
const AT_ONCE = 16

/**
 * Opens a membership: from then on it takes events in, moves the time of each shopper on, and tells targets of each segment
 * that is entered or left and each stage that is reached, once it happens, with its reasons.
 *
 * State and what is still to be told change in one step, on disk before an event is acknowledged. A change is told at least
 * once, also after a crash, each time with the same key; those of one shopper in their order. One process has a folder.
 *
 * @throws TypeError with code `invalid_membership_options`; DefinitionError where definitions have mistakes; RangeError with
 * code `invalid_history` for a group that they do not have; Error with code `log_in_use` where another process has the folder,
 * `log_unusable` where it cannot be used.
 *
 * @example
 * ```ts
 * const secret = `whsec_${btoa('a secret of 24 to 64 bytes')}`
 * const membership = await openMembership({
 *   definitions: builtin,
 *   folder: 'data/membership',
 *   targets: [webhook({ url: 'https://shop.example/hooks/membership', secret })],
 * })
 * const collector = createCollector({ sinks: [await openNdjsonSink({ folder: 'data/events' }), membership] })
 * await collector.close()
 * ```
 */
export async function openMembership(options: MembershipOptions): Promise<Membership> {
  const report = createReporter(safely(options.on_error ?? console.error))
  const full = fullOptions(options, report.error)
  const store = options.store ?? (await openFolder(options.folder!))
  const counts = { evicted: 0, too_long: 0, torn: 0, overflow: 0 }
  const couriers = new Map<string, Courier>()
  const book = new ShopperBook({
    ...full,
    store,
    on_waiting(shopper_id, targets) {
      // A target may be gone since: what waits for it does, in case it comes again.
      for (const name of targets) couriers.get(name)?.wake(shopper_id)
    },
    on_trouble(kind, count) {
      counts[kind] += count
      report.error(TROUBLES[kind], 'see status()')
    },
  })
  for (const target of full.targets) {
    const { name } = target
    const courier = new Courier({
      ...full,
      target,
      next: (shopper_id) => nextOf(store, shopper_id, name),
      settle: (shopper_id, change) => settle(store, shopper_id, { change, target: name }),
      on_error: report.error,
    })
    couriers.set(name, courier)
  }
  await book.open()

  async function evict(): Promise<void> {
    while (book.size > full.max_shoppers) {
      counts.evicted += 1
      report.error('follow all shoppers', `more than ${full.max_shoppers}`)
      await book.forget(book.longestUnseen!)
    }
  }
  const look = async () => {
    await eachOf(book.due(), (shopper_id) =>
      book.advance(shopper_id).catch((cause) => report.error('follow a shopper', cause)),
    )
    for (const courier of couriers.values()) courier.pump()
  }
  let looking: Promise<void> | undefined
  const timer = setInterval(() => {
    looking ??= look().finally(() => {
      looking = undefined
    })
  }, TICK_MS)
  // Nothing here keeps a process alive.
  if (typeof timer === 'object') timer.unref()
  let closing: Promise<void> | undefined
  const close = async () => {
    clearInterval(timer)
    await Promise.all([...couriers.values()].map((courier) => courier.close()))
    await looking
    await store.close()
  }
  return {
    async write(events) {
      await eachOf(byVisitor(events), (group) => book.take(group.events, group.visitor_id))
      await evict()
      return 0
    },
    reject: async () => {},
    forget: (shopper_id) => book.forget(shopper_id),
    status: () => ({
      shoppers: book.size,
      ...counts,
      targets: Object.fromEntries([...couriers].map(([name, courier]) => [name, courier.status])),
    }),
    close() {
      closing ??= close()
      return closing
    },
  }
}

const TROUBLES = {
  torn: 'give a visitor’s events to the user that they are of',
  too_long: 'keep more of a shopper',
  overflow: 'keep more changes of a shopper that wait',
}

/** Loaded when it is asked for: a receiver at the edge has no files. */
async function openFolder(folder: string): Promise<MembershipStore> {
  const { openFileStore } = await import('../node/file-store')
  return openFileStore(folder)
}

/** So many are worked on before others of the process get their turn: a store need not ever wait for anything. */
const TURN = 16

/** Works on all, some at the same time; rejects with the first that does, once all are done. */
async function eachOf<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const left = items.values()
  const failures: unknown[] = []
  let count = 0
  let turn: Promise<void> | undefined
  const worker = async () => {
    for (const item of left) {
      count += 1
      if (count % TURN === 0) turn = new Promise((done) => void setTimeout(done))
      await turn
      await work(item).catch((error) => failures.push(error))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  if (failures.length > 0) throw failures[0]
}

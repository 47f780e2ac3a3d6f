import { bodyOf, nextBatch } from './batches'
import { dropsFrom } from './drops'
import type { Fate } from './fate'
import { type LogKey, readLogKeys } from './log-key'
import type { Clock, EventLog, Network, Random } from './ports'
import { backoffMs } from './retry'
import { type Verdict, verdictOf } from './verdict'

const MAX_EVENTS = 100

/** What {@link createSender} needs. */
export interface SenderOptions {
  readonly log: EventLog
  readonly network: Network
  readonly clock: Clock
  readonly random: Random
  /** Makes the id of a batch. */
  readonly new_id: () => string
  /** Told what became of events, once the log has let them go, with the texts of those that were sent, by key. */
  readonly on_settled: (fates: readonly Fate[], texts: ReadonlyMap<string, string>) => void
  /** Told the first failure of the log. */
  readonly on_error: (error: unknown) => void
}

/** Events that are under way to the collector. */
export interface UnderWay {
  readonly keys: readonly string[]
  readonly bytes: number
}

/** The longest body, in characters, that is sent so that it outlives the page: browsers let a page have 64 KiB of that. */
const OUTLIVING_LENGTH = 30_000

/**
 * How a sender is woken: there may be something to send, `'now'` things have changed as well (online again, seen again),
 * or there may be too much in the log.
 */
export type Urgency = 'soon' | 'now' | 'trim'

/** Sends what is in the log until there is nothing left. */
export interface Sender {
  /**
   * While the next attempt is put off it is not hastened, unless by `'now'`; what the collector asked for is waited for all
   * the same. `'trim'` gives up what is too much or too old, between two posts: what is under way may be delivered, and
   * counts as waiting.
   *
   * @default 'soon'
   */
  wake(urgency?: Urgency): void
  /** Attempts now, and settles when all that was in the log is settled, or given up for now: never rejects. */
  flush(): Promise<void>
  /** What arrives even where the page is left now, if anything. */
  underWay(): UnderWay | undefined
  /** Sends nothing any more; an answer that is under way is still heeded. */
  stop(): void
}

interface Batch {
  /** Kept over its attempts, so that the collector knows it again. */
  readonly id: string
  keys: readonly string[]
}

interface Waiter {
  readonly resolve: () => void
  /** The last key to wait for. */
  last?: string
}

/**
 * Delivers the log, oldest first, one batch at a time (DESIGN.md, section 3). Does nothing until it is woken. What is
 * delivered or given up leaves the log first and is told then, so that nothing is told twice. Where the log fails it goes
 * on with what can be read, remembers what could not be removed, and tries the rest again later.
 *
 * @example
 * const sender = createSender({ log, network, clock, random: Math.random, new_id, on_settled: ledger.settle, on_error })
 * await log.append(entries)
 * sender.wake()
 */
export function createSender(options: SenderOptions): Sender {
  const { log, network, clock, random, new_id, on_settled, on_error } = options
  /** Settled, but still in the log, which would not let them go. */
  const settled = new Map<string, Fate>()
  /** What this run is through with, read or not: a log that goes on naming it is not asked for it again. */
  let seen = new Set<string>()
  /** What there is to send, as the log was when it was last asked. */
  let left: LogKey[] = []
  let batch: Batch | undefined
  let under_way: UnderWay | undefined
  /** Halved where the collector finds a batch too large. */
  let max_events = MAX_EVENTS
  let waiters: Waiter[] = []
  let failures = 0
  let failing_since = 0
  let isRunning = false
  let isStopped = false
  let isReported = false
  /** The most urgent wake since the last step began. */
  let woken: '' | 'soon' | 'now' = ''
  /** There may be too much in the log since it was last asked: nothing is posted that is to be dropped. */
  let isTrimDue = false
  /** Cancels the next attempt, where it is put off. */
  let cancel: (() => void) | undefined
  /** The collector is not to be asked before. */
  let asked_until = 0

  function run(): void {
    cancel = undefined
    void work(async () => {
      // A wake may come between the end of a step and this line.
      while (!isStopped && ((await step()) || (woken && !cancel)));
    })
  }

  async function work(act: () => Promise<unknown>): Promise<void> {
    isRunning = true
    left = []
    seen = new Set(settled.keys())
    try {
      await act()
    } catch (error) {
      report(error)
      if (!cancel) putOff(0)
    }
    isRunning = false
    if (woken) wake(woken)
    if (!isRunning && isTrimDue) trim()
    if (!isRunning) answerWaiters([], waiters.length)
  }

  /** Drops, or sends a batch; gives whether there may be more to do. */
  async function step(): Promise<boolean> {
    const count = waiters.length
    // A full log has ten thousand keys: it is not asked for them before each batch.
    if (woken || isTrimDue || !left[0]) {
      woken = ''
      isTrimDue = false
      if ((await look()) || isTrimDue) return true
    }
    answerWaiters(left, count)
    if (!batch && left[0]) batch = { id: new_id(), keys: nextBatch(left, max_events) }
    return !!batch && send(batch)
  }

  /** Sees what there is to send; gives whether some of it had to be dropped. */
  async function look(): Promise<boolean> {
    left = readLogKeys(await log.keys()).filter(isNew)
    const dropped = dropsFrom(left, clock.now())
    return !!dropped[0] && settle(dropped)
  }

  async function send(sent: Batch): Promise<boolean> {
    const found = await read(sent.keys)
    // What the collector knows under this id never grows.
    const keys = [...found.keys()]
    sent.keys = keys
    if (isStopped || isTrimDue) return true
    let verdict: Verdict = { fates: [] }
    try {
      const body = bodyOf([...found.values()], { batch: sent.id, sent_at: clock.now() })
      if (keys[0]) {
        // A small one outlives the page; a large one must not take up all that may.
        const outlives = body.length <= OUTLIVING_LENGTH
        if (outlives) under_way = { keys, bytes: body.length }
        verdict = verdictOf(await network.post(body, { keepalive: outlives }), keys, clock.now())
      }
    } catch {
      verdict = { after_ms: 0 }
    }
    under_way = undefined
    if (verdict.after_ms !== undefined) {
      putOff(verdict.after_ms)
      return false
    }
    failures = 0
    batch = undefined
    const { fates } = verdict
    if (!fates) {
      max_events = keys.length >> 1
      left = []
      return true
    }
    // What was too large alone is out of the way.
    if (fates[0]?.reason === 'too_large') max_events = MAX_EVENTS
    return settle(fates, found)
  }

  async function read(keys: readonly string[]): Promise<Map<string, string>> {
    const found = new Map<string, string>()
    const readOne = (key: string) =>
      log.read([key]).then(
        ([text]) => text,
        () => void seen.add(key),
      )
    const texts = await log.read(keys).catch((error) => {
      report(error)
      return Promise.all(keys.map(readOne))
    })
    keys.forEach((key, index) => {
      const text = texts[index]
      if (seen.has(key)) return
      if (typeof text === 'string') found.set(key, text)
      // Another page has settled it, or it is no event.
      else letGo({ key, reason: 'unreadable' })
    })
    return found
  }

  function isNew({ key }: LogKey): boolean {
    return !seen.has(key)
  }

  function letGo(fate: Fate): void {
    settled.set(fate.key, fate)
    seen.add(fate.key)
  }

  async function settle(fates: readonly Fate[], texts: ReadonlyMap<string, string> = new Map()): Promise<true> {
    fates.forEach(letGo)
    left = left.filter(isNew)
    try {
      await log.settle([...settled.values()])
      settled.clear()
    } catch (error) {
      report(error)
    }
    on_settled(fates, texts)
    return true
  }

  function putOff(after_ms: number): void {
    if (isStopped) return
    const now = clock.now()
    if (!failures) failing_since = now
    asked_until = after_ms && now + after_ms
    cancel = clock.after(Math.max(after_ms, backoffMs(failures++, now - failing_since, random)), () => {
      cancel = undefined
      wake()
    })
  }

  function wake(urgency: 'soon' | 'now' = 'soon'): void {
    const isUrgent = urgency === 'now'
    if (isUrgent || !woken) woken = urgency
    if (isRunning || isStopped || (cancel && !(isUrgent && clock.now() >= asked_until))) return
    cancel?.()
    run()
  }

  function trim(): void {
    isTrimDue = isRunning
    if (!isRunning && cancel && !isStopped) void work(look)
  }

  /** Answers those of the first `count` waiters that wait for none of the keys. */
  function answerWaiters(keys: readonly LogKey[], count: number): void {
    waiters = waiters.filter((waiter, index) => {
      if (index >= count) return true
      waiter.last ??= keys.at(-1)?.key ?? ''
      if (keys[0] && keys[0].key <= waiter.last) return true
      waiter.resolve()
      return false
    })
  }

  function report(error: unknown): void {
    if (!isReported) on_error(error)
    isReported = true
  }

  return {
    wake: (urgency) => (urgency === 'trim' ? trim() : wake(urgency)),
    underWay: () => under_way,
    flush: () =>
      new Promise((resolve) => {
        waiters.push({ resolve })
        wake('now')
        if (!isRunning) answerWaiters([], waiters.length)
      }),
    stop() {
      isStopped = true
      cancel?.()
    },
  }
}

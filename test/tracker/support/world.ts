import { createEventIds } from '../../../src/tracker/event-id'
import type { Fate } from '../../../src/tracker/fate'
import { toLogEntry } from '../../../src/tracker/log-key'
import type { Clock, EventLog, Network, Reply } from '../../../src/tracker/ports'
import { createSender, type Sender } from '../../../src/tracker/sender'

/** What the collector does with a post: an answer, or none, before or after it has taken the events in. */
export type Answer = Partial<Reply> | 'unreached' | 'lost'

/** A post as the collector saw it. */
export interface Post {
  readonly at: number
  readonly batch: string
  readonly ids: readonly string[]
  readonly answer: Answer
  /** When its answer was there. */
  ended_at: number
}

/** The surroundings of one sender, all of them at command. */
export interface World {
  readonly sender: Sender
  readonly clock: Clock
  readonly log: EventLog
  /** The log, as it is. */
  readonly stored: Map<string, string>
  readonly posts: Post[]
  /** Of each post, whether it was to outlive the page. */
  readonly keepalives: boolean[]
  readonly told: Fate[]
  readonly errors: unknown[]
  /** How many waits are not over. */
  timers(): number
  /** Stores an event of now. */
  append(name?: string): string
  /** Lets so much time pass, and all that is due happen. */
  pass(ms: number): Promise<void>
  /** Sets the clock, without time passing. */
  setClock(now: number): void
}

/** Lets all happen that waits for nothing but its turn. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** Makes a world; its options are asked anew each time, so that a test can change its mind. */
export function createWorld(options: {
  answer?: (ids: readonly string[]) => Answer
  latency_ms?: () => number
  log_fails?: (operation: 'keys' | 'read' | 'settle', keys: readonly string[]) => boolean
  random?: () => number
  on_settled?: (fates: readonly Fate[], texts: ReadonlyMap<string, string>) => void
}): World {
  let now = 1_700_000_000_000
  let elapsed = 0
  let waits: { at: number; act: () => void }[] = []
  const clock: Clock = {
    now: () => now,
    after(ms, act) {
      const wait = { at: elapsed + ms, act }
      waits.push(wait)
      return () => {
        waits = waits.filter((each) => each !== wait)
      }
    },
  }

  const stored = new Map<string, string>()
  const attempt = async <T>(
    operation: 'keys' | 'read' | 'settle',
    keys: readonly string[],
    act: () => T,
  ): Promise<T> => {
    if (options.log_fails?.(operation, keys)) throw new Error(`${operation} failed`)
    return act()
  }
  const log: EventLog = {
    keys: () => attempt('keys', [], () => [...stored.keys()].sort()),
    read: (keys) => attempt('read', keys, () => keys.map((key) => stored.get(key))),
    settle: (fates) => {
      const keys = fates.map(({ key }) => key)
      return attempt('settle', keys, () => keys.forEach((key) => void stored.delete(key)))
    },
  }

  const posts: Post[] = []
  const keepalives: boolean[] = []
  let inFlight = 0
  const network: Network = {
    async post(body, { keepalive }) {
      keepalives.push(keepalive)
      const { batch, sent_at, events } = JSON.parse(body) as {
        batch: string
        sent_at: number
        events: { id: string }[]
      }
      const ids = events.map(({ id }) => id)
      const answer = options.answer?.(ids) ?? { status: 204 }
      const post: Post = { at: elapsed, batch, ids, answer, ended_at: Number.NaN }
      posts.push(post)
      if (sent_at !== now) throw new Error(`sent at ${sent_at}, which is not ${now}`)
      if (++inFlight > 1) posts.push({ ...post, batch: 'two in flight' })
      const latency_ms = options.latency_ms?.() ?? 0
      if (latency_ms > 0) await new Promise<void>((resolve) => clock.after(latency_ms, resolve))
      inFlight -= 1
      post.ended_at = elapsed
      if (typeof answer === 'string') throw new Error(answer)
      return { status: 204, retry_after: null, body: '', ...answer }
    },
  }

  const told: Fate[] = []
  const errors: unknown[] = []
  const fill = (bytes: Uint8Array) => bytes.fill(7)
  let batches = 0
  const sender = createSender({
    log,
    network,
    clock,
    random: options.random ?? (() => 0.5),
    new_id: () => `batch-${++batches}`,
    on_settled(fates, texts) {
      told.push(...fates)
      options.on_settled?.(fates, texts)
    },
    on_error: (error) => errors.push(error),
  })
  const newId = createEventIds(fill)

  return {
    sender,
    clock,
    log,
    stored,
    posts,
    keepalives,
    told,
    errors,
    timers: () => waits.length,
    append(name = 'product_added') {
      const { key, text } = toLogEntry({ id: newId(now), name })
      stored.set(key, text)
      return key
    },
    async pass(ms) {
      const end = elapsed + ms
      await turn()
      for (;;) {
        const next = waits.filter(({ at }) => at <= end).sort((one, other) => one.at - other.at)[0]
        if (!next) break
        waits = waits.filter((each) => each !== next)
        now += next.at - elapsed
        elapsed = next.at
        next.act()
        await turn()
      }
      now += end - elapsed
      elapsed = end
    },
    setClock(time) {
      now = time
    },
  }
}

/** The ids that the collector has taken in, each once, in the order in which they came. */
export function received({ posts }: World): string[] {
  return [...new Set(posts.filter(({ answer }) => answer !== 'unreached').flatMap(({ ids }) => ids))]
}

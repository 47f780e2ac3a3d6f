import type { Metrics } from './metrics'
import type { FullOptions } from './options'
import { comeAgain } from './refusal'
import type { CollectedEvent, Rejection } from './sink'

/** The sinks of a collector, as one. */
export interface Storage {
  /**
   * Settles when every sink has the events.
   *
   * @param bytes What they take while they wait, about.
   * @throws RefusalError 503 where a sink fails or hangs, or too much waits.
   */
  store(events: readonly CollectedEvent[], bytes: number): Promise<void>
  /** Keeps what was rejected; nobody waits for it. */
  keep(rejections: readonly Rejection[]): void
  /** Since when sinks fail, in milliseconds since 1970; undefined while they do not. */
  failingSince(): number | undefined
  pendingBytes(): number
  /** @throws what a sink fails with, or where one hangs; the others are closed all the same. */
  close(): Promise<void>
}

/** What a sender is to wait where a sink fails, in seconds. */
const RETRY_S = 5

/** A sink that takes longer hangs: by then trackers wait no more. */
const HANGS_AFTER_MS = 15_000

/** Makes the storage of a collector. */
export function createStorage(
  { sinks, now, on_error, max_pending_bytes }: Pick<FullOptions, 'sinks' | 'now' | 'on_error' | 'max_pending_bytes'>,
  metrics: Metrics,
): Storage {
  const keeping = new Set<Promise<void>>()
  let pending_bytes = 0
  let failing_since: number | undefined

  return {
    async store(events, bytes) {
      if (pending_bytes + bytes > max_pending_bytes)
        comeAgain(503, 'full', 'Cannot take this: too much is being stored', 1)
      const began = performance.now()
      pending_bytes += bytes
      // All are waited for, one that fails or not: what they write takes its memory until then.
      const writing = Promise.allSettled(sinks.map(async (sink) => sink.write(events))).finally(() => {
        pending_bytes -= bytes
      })
      try {
        const counts = (await inTime(writing, 'store')).map((result) => {
          if (result.status === 'rejected') throw result.reason
          return result.value
        })
        failing_since = undefined
        // Sinks may have begun at different times: what one of them lacked was new.
        const stored = Math.max(...counts)
        metrics.count('events', 'accepted', stored)
        metrics.count('events', 'duplicate', events.length - stored)
        metrics.count('automated', '', events.filter(({ context }) => context.automated).length)
        metrics.observeStore(performance.now() - began)
      } catch (error) {
        failing_since ??= now()
        metrics.count('sink_failures', '')
        on_error(error as Error)
        comeAgain(503, 'not_stored', 'Cannot take this: it could not be stored', RETRY_S)
      }
    },
    keep(rejections) {
      metrics.count('events', 'rejected', rejections.length)
      for (const { code } of rejections) metrics.count('rejected', code)
      for (const sink of sinks) {
        // A sink of somebody else's may throw at once.
        const reject = async () => sink.reject(rejections)
        const kept: Promise<void> = reject()
          .catch(on_error)
          .finally(() => keeping.delete(kept))
        keeping.add(kept)
      }
    },
    failingSince: () => failing_since,
    pendingBytes: () => pending_bytes,
    async close() {
      // What hangs with what was rejected is closed all the same.
      await inTime(Promise.all(keeping), 'keep').catch(on_error)
      const closing = await inTime(Promise.allSettled(sinks.map(async (sink) => sink.close())), 'close')
      for (const result of closing) if (result.status === 'rejected') throw result.reason
    },
  }
}

/** What comes of something, unless that takes too long: it may go on, and what comes again meanwhile is known by its ids. */
async function inTime<Result>(work: Promise<Result>, what: string): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Cannot ${what}: not done after ${HANGS_AFTER_MS} ms`)), HANGS_AFTER_MS)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

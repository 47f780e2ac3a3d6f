import type { CollectedEvent, Rejection, Sink } from '../collector/sink'

/**
 * A sink in memory, which does as it is told.
 *
 * @example
 * const sink: MemorySink = createMemorySink()
 * await sink.write([sampleEvent(1), sampleEvent(1), sampleEvent(2)]) // => 2
 * sink.events.map(({ id }) => id) // => ['event-1', 'event-2']
 */
export interface MemorySink extends Sink {
  /** What was stored, in the order in which it came. */
  readonly events: readonly CollectedEvent[]
  readonly rejections: readonly Rejection[]
  /**
   * What writing waits for, before anything is stored; where it rejects, so does the writing.
   * @default nothing
   */
  before: () => Promise<void>
  /** Whether it was closed. */
  readonly is_closed: boolean
}

/**
 * Makes a sink that keeps everything in memory, for tests and trials: what it has is gone with the process.
 *
 * @example
 * const sink = createMemorySink()
 * const collector = createCollector({ sinks: [sink] })
 * sink.events.length // 0
 */
export function createMemorySink(): MemorySink {
  const ids = new Set<string>()
  const events: CollectedEvent[] = []
  const rejections: Rejection[] = []
  let is_closed = false
  const sink: MemorySink = {
    events,
    rejections,
    before: async () => {},
    get is_closed() {
      return is_closed
    },
    async write(batch) {
      await sink.before()
      const fresh = batch.filter(({ id }) => !ids.has(id) && ids.add(id))
      events.push(...fresh)
      return fresh.length
    },
    async reject(batch) {
      rejections.push(...batch)
    },
    async close() {
      is_closed = true
    },
  }
  return sink
}

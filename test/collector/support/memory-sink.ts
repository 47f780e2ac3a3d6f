import type { CollectedEvent, Rejection, Sink } from '../../../src/collector/sink'

/** A sink in memory, which does as it is told. */
export interface MemorySink extends Sink {
  readonly events: CollectedEvent[]
  readonly rejections: Rejection[]
  /** What writing waits for; it may reject. @default nothing */
  before: () => Promise<void>
  isClosed: boolean
}

/** Makes a sink in memory. */
export function memorySink(): MemorySink {
  const ids = new Set<string>()
  const sink: MemorySink = {
    events: [],
    rejections: [],
    before: async () => {},
    isClosed: false,
    async write(events) {
      await sink.before()
      const fresh = events.filter(({ id }) => !ids.has(id) && ids.add(id))
      sink.events.push(...fresh)
      return fresh.length
    },
    async reject(rejections) {
      sink.rejections.push(...rejections)
    },
    async close() {
      sink.isClosed = true
    },
  }
  return sink
}

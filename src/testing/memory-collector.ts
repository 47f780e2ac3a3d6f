import { type Collector, createCollector } from '../collector/create-collector'
import type { CollectorOptions } from '../collector/options'
import type { CollectedEvent, Rejection } from '../collector/sink'
import { describeProblem } from '../vocabulary/problem'
import { createMemorySink, type MemorySink } from './memory-sink'

/**
 * A collector that keeps in memory what it takes.
 *
 * @example
 * const collector: MemoryCollector = createMemoryCollector({ on_error: () => {} })
 * collector.sink.before = () => Promise.reject(new Error('the disk is full'))
 * const body = JSON.stringify({ batch: 'b-1', sent_at: Date.now(), events: [event] })
 * const answer = await collector(new Request('https://shop.example/collect', { method: 'POST', body }))
 * answer.status // => 503
 * collector.events.length // => 0
 */
export interface MemoryCollector extends Collector {
  /** What was taken, each id once, in the order in which it came. */
  readonly events: readonly CollectedEvent[]
  /** What was not taken, and why. */
  readonly rejections: readonly Rejection[]
  /** What was amiss with events that were taken all the same: fields that were dropped, or assumed. */
  readonly problems: readonly string[]
  /** Where it stores: `sink.before` has it fail or wait. */
  readonly sink: MemorySink
}

/**
 * Makes a collector for tests. It is the collector of `aisle/collector` with a sink in memory: what it takes and what it
 * rejects is what production takes and rejects.
 *
 * @param options As those of `createCollector`; `sinks` get the events as well.
 * @throws TypeError with code `invalid_collector_options`.
 *
 * @example
 * const collector = createMemoryCollector()
 * const body = JSON.stringify({ batch: 'b-1', sent_at: Date.now(), events: [] })
 * await collector(new Request('https://shop.example/collect', { method: 'POST', body }))
 * collector.events
 */
export function createMemoryCollector(options: Partial<CollectorOptions> = {}): MemoryCollector {
  const sink = createMemorySink()
  const problems: string[] = []
  const collector = createCollector({
    ...options,
    sinks: [sink, ...(options.sinks ?? [])],
    on_problems(event_id, found) {
      problems.push(...found.map((problem) => `${event_id}: ${describeProblem(problem)}`))
      options.on_problems?.(event_id, found)
    },
  })
  return Object.assign((...call: Parameters<Collector>) => collector(...call), {
    close: () => collector.close(),
    events: sink.events,
    rejections: sink.rejections,
    problems,
    sink,
  })
}

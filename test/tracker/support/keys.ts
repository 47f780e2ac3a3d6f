import fc from 'fast-check'
import { createEventIds } from '../../../src/tracker/event-id'
import { type LogKey, readLogKeys } from '../../../src/tracker/log-key'

/** Keys of one page in order, by the time, the rank and the bytes of each event. */
export function keysOf(events: readonly { time: number; rank?: number; bytes?: number }[]): LogKey[] {
  const newId = createEventIds((random) => random.fill(7))
  return readLogKeys(events.map(({ time, rank = 1, bytes = 100 }) => `${newId(time)}.${rank}.${bytes}`))
}

/** Sorted keys of up to so many events. */
export function logs(options: { maxLength: number; maxTime: number; maxBytes: number }): fc.Arbitrary<LogKey[]> {
  const event = fc.record({
    time: fc.integer({ min: 1, max: options.maxTime }),
    rank: fc.integer({ min: 0, max: 2 }),
    bytes: fc.integer({ min: 2, max: options.maxBytes }),
  })
  return fc
    .array(event, { maxLength: options.maxLength })
    .map((events) => keysOf(events.sort((one, other) => one.time - other.time)))
}

import type { Notes } from '../support/notes'
import type { Source } from '../support/source'
import { takeTime } from '../support/take'

/**
 * When an event happened: as Snowplow derived it, or as its pipeline would derive it of the other times
 * (https://docs.snowplow.io/docs/events/timestamps/); undefined where there is none.
 *
 * @example
 * ```ts
 * const row = { collector_tstamp: '2024-05-01T10:00:09Z', dvce_sent_tstamp: '2024-05-01T09:00:07Z', dvce_created_tstamp: '2024-05-01T09:00:00Z' }
 * takeEventTime(openSource(row, ''), notes) // 1714557602000: it was sent seven seconds after it happened
 * ```
 */
export function takeEventTime(row: Source, notes: Notes): number | undefined {
  const told = takeTime(row, 'derived_tstamp', notes) ?? takeTime(row, 'true_tstamp', notes)
  if (told !== undefined) return told
  const found = row.peek('derived_tstamp')
  const assume = (assumption: string) => notes.assume(row.pathOf('derived_tstamp'), found, assumption)
  const collected = takeTime(row, 'collector_tstamp', notes)
  const created = takeTime(row, 'dvce_created_tstamp', notes)
  const sent = takeTime(row, 'dvce_sent_tstamp', notes)
  if (collected === undefined) {
    if (created !== undefined) assume('dvce_created_tstamp, by the clock of the device')
    return created
  }
  if (created === undefined || sent === undefined) {
    assume('collector_tstamp, as it happened when it was received')
    return collected
  }
  // A device's clock may be wrong, and is so by as much when it sends. One that went back says nothing.
  if (sent < created) assume('collector_tstamp, as it was sent before it happened by the clock of the device')
  return collected - Math.max(0, sent - created)
}

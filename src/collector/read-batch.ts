import { isInstant } from '../vocabulary/limits'
import { renderValue } from '../vocabulary/problem'
import { refuse } from './refusal'

/** What a body says: events that are still to be read, one by one. */
export interface Batch {
  /** By the sender's clock, in milliseconds since 1970, where it says so. */
  readonly sent_at: number | undefined
  readonly events: readonly unknown[]
}

/**
 * Reads the body of a request (DESIGN.md, section 3).
 *
 * @throws RefusalError 400 where it is no batch at all, 413 where it has too many events: then the sender halves it.
 *
 * @example
 * readBatch('{"batch":"b-1","sent_at":1469923200000,"events":[]}', 500) // { sent_at: 1469923200000, events: [] }
 */
export function readBatch(text: string, max_events: number): Batch {
  const body = parse(text)
  const { events, sent_at } = Object(body) as { readonly events?: unknown; readonly sent_at?: unknown }
  if (!Array.isArray(events))
    refuse(400, 'no_events', `Cannot take the body: "events" is ${renderValue(events)}, expected a list of events`)
  if (events.length > max_events)
    refuse(413, 'too_many_events', `Cannot take the batch: ${events.length} events, expected at most ${max_events}`)
  return { sent_at: isInstant(sent_at) ? sent_at : undefined, events }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // What the parser says repeats the body, which may be anybody's data.
    return refuse(
      400,
      'no_json',
      `Cannot take the body: no JSON in ${text.length} characters, expected a batch as JSON`,
    )
  }
}

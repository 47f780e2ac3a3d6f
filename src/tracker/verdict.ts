import type { Fate } from './fate'
import { eventIdOf } from './log-key'
import type { Reply } from './ports'
import { retryAfterMs } from './retry'

/** What an answer means for a batch; with neither it was too large, and is to be sent in parts. */
export interface Verdict {
  /** What became of every event. */
  readonly fates?: readonly Fate[]
  /** To be sent again, not before so many milliseconds. */
  readonly after_ms?: number
}

// Far more than a batch of rejections. What is longer is no collector's, and is not worth the page's time.
const MAX_BODY_LENGTH = 1e6
const MAX_DETAIL_LENGTH = 200

/** The statuses that say something of the events. */
const SETTLED = /^(2|4(?!08|25|29))/

/**
 * What an answer means for the batch that was sent (DESIGN.md, section 3). 408, 425, 429, 3xx, 5xx: again. 413: in parts, and
 * dropped where there is but one event. Any other 2xx: delivered, but for what a 200 names as rejected. All else: dropped.
 *
 * Never throws, whatever the body: what cannot be read there rejects nothing, and ids that were not sent mean nothing.
 *
 * @param keys The keys of the events that were sent.
 * @param now Milliseconds since 1970.
 *
 * @example
 * verdictOf({ status: 204, retry_after: null, body: '' }, keys, now) // { fates: [{ key }, ...] }
 */
export function verdictOf(reply: Reply, keys: readonly string[], now: number): Verdict {
  const { status, body, retry_after } = reply
  // A redirect says nothing of the events either: followed, it would make a GET of the post.
  if (!SETTLED.test(`${status}`)) {
    return { after_ms: retryAfterMs(retry_after, now) }
  }
  const isTooLarge = status === 413
  if (isTooLarge && keys.length > 1) return {}
  const rejections = status === 200 ? rejectionsIn(body) : new Map<unknown, string>()
  const fates = keys.map((key): Fate => {
    const detail = status < 300 ? rejections.get(eventIdOf(key)) : `http_${status}`
    return detail === undefined ? { key } : { key, reason: isTooLarge ? 'too_large' : 'rejected', detail }
  })
  return { fates }
}

/** What an answer says of events, by id. */
function rejectionsIn(body: string): Map<unknown, string> {
  const rejections = new Map<unknown, string>()
  try {
    if (body.length > MAX_BODY_LENGTH) return rejections
    for (const rejection of JSON.parse(body).rejected) {
      const words = [rejection?.code, rejection?.message].filter((word) => typeof word === 'string')
      rejections.set(rejection?.id, words.join(': ').slice(0, MAX_DETAIL_LENGTH))
    }
  } catch {
    // No list of rejections, so nothing is rejected.
  }
  return rejections
}

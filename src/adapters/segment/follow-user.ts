import { isUserId } from '../../vocabulary/user-id'
import type { Notes } from '../support/notes'
import { textOf } from '../support/plain'
import type { ReadOptions } from '../support/reading'
import type { Source } from '../support/source'
import { takeParty } from '../support/take'
import type { SegmentTracker } from './segment-tracker'

/** Whose a call is. */
export interface CallUser {
  /** What tells this user from others; `null` for nobody. */
  readonly key: string | null
  /** The id to tell of them: undefined also of a user who has an e-mail address alone. */
  readonly user_id?: string | undefined
}

/** Keeps a tracker's shopper the one that calls name. */
export interface UserFollower {
  hear(user: CallUser): void
  /** Whoever it was is gone: another visitor from now on. */
  end(): void
}

/**
 * Tells a tracker who the shopper is when that changes. A user who is named no more is gone, and the visitor with them: an
 * event of the same visitor would still count as the former user's.
 *
 * @example
 * ```ts
 * const users = followUser(tracker)
 * users.hear({ key: 'u-42', user_id: 'u-42' }) // tracker.identify('u-42')
 * users.hear({ key: 'u-42', user_id: 'u-42' }) // nothing new
 * users.hear({ key: null })                    // tracker.reset()
 * ```
 */
export function followUser(tracker: SegmentTracker): UserFollower {
  /** `null`: nobody known; undefined: no call was heard yet, and the tracker may remember a user of an earlier page. */
  let known: string | null | undefined
  function end(): void {
    if (tracker.reset) tracker.reset()
    else tracker.identify?.(null)
    known = null
  }
  return {
    end,
    hear({ key, user_id }) {
      if (key === known) return
      if (known) end()
      else if (known === undefined && user_id === undefined) tracker.identify?.(null)
      if (user_id !== undefined) tracker.identify?.(user_id)
      known = key
    },
  }
}

/**
 * The user that a call names; an id that is no user's, and an e-mail address for which nothing stands, are reported.
 *
 * @example
 * ```ts
 * takeUser(openSource({ userId: 'u-42' }, ''), notes, {}) // { key: 'u-42', user_id: 'u-42' }
 * ```
 */
export function takeUser(call: Source, notes: Notes, { pseudonym }: Pick<ReadOptions, 'pseudonym'>): CallUser {
  const name = call.peek('userId') === undefined ? 'user_id' : 'userId'
  const key = textOf(call.peek(name)) ?? ''
  const user_id = takeParty(call, name, { notes, pseudonym })
  if (isUserId(key)) return { key, user_id }
  if (user_id !== undefined) notes.lose(call.pathOf(name), user_id, { code: 'bad_format', wanted: "a user's id" })
  return { key: null }
}

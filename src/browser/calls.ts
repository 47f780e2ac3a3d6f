import type { Rank } from '../tracker/importance'
import type { WireEvent } from '../tracker/wire-event'
import type { PageView } from './watch-pages'

/** Which purposes a call serves. */
export interface Purposes {
  readonly analytics?: boolean
  readonly personalization?: boolean
}

/** What was called, when and on which page: kept until there is consent, and then done as if there had been. */
export interface Call {
  /** How important it is. */
  readonly rank: Rank
  /** Milliseconds since 1970. */
  readonly time: number
  readonly view: PageView
  /** An event, ... */
  readonly event?: Pick<WireEvent, 'name' | 'props' | 'products'>
  /** ... a user, null once signed out, ... */
  readonly user_id?: string | null
  /** ... another visitor from now on, ... */
  readonly anew?: true
  /** ... or a whole cart, and what goes with its events. */
  readonly cart?: { readonly lines: unknown; readonly props: WireEvent['props'] }
  /** What came of it: a call that is repeated for another purpose is the same event. */
  recorded?: readonly WireEvent[]
}

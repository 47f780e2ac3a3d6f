import { type IdentityState, nextIdentity } from '../sessions/identity'
import type { TrafficSource } from '../sessions/source'
import { nextVisit, type VisitOptions, type VisitState } from '../sessions/visit'
import { parseJson } from '../tracker/parse-json'

/** Who is in front of the page, and in which visit: plain data. */
interface PersonState {
  readonly identity?: IdentityState | undefined
  readonly visit?: VisitState<TrafficSource> | undefined
}

/** What an event says of who it is of. */
export interface Stamp {
  readonly visitor_id: string
  readonly user_id?: string
  readonly session_id: string
  /** Where the visit came from, where that is known. */
  readonly source: TrafficSource | undefined
}

/** Options of {@link createPerson}. */
export interface PersonOptions extends VisitOptions {
  /** Reads, and writes, what is kept between pages; other tabs write it, too. */
  readonly load: () => string | undefined
  readonly save: (text: string) => void
  readonly new_id: () => string
}

/** The person in front of the page. */
export interface Person {
  /** The visit goes on, or a new one begins. */
  stamp(time: number, source: TrafficSource | undefined): Stamp
  /** Gives whether this is another shopper from now on, as `anew` has it. */
  identify(user_id: string | null | undefined, anew?: boolean): boolean
  visitorId(): string
  /** Saves what is not saved yet. */
  flush(): void
}

/** How old the saved end of a visit may get, in milliseconds: saving costs more than all else that an event does. */
const STALE_MS = 5_000

/** Who is in front of the page; makes a visitor where there is none. */
export function createPerson({ load, save, new_id, ...options }: PersonOptions): Person {
  let text: string | undefined
  let state: PersonState = {}
  let saved_at = 0
  /** Other tabs may have gone on with the visit, or signed in. */
  const refresh = () => {
    const found = load()
    if (found === text) return
    text = found
    const { identity, visit } = Object(parseJson(found)) as PersonState
    // What is no text would be on every event.
    state = {
      identity: isText(identity?.visitor_id) && isText(identity?.user_id ?? '') ? identity : undefined,
      visit: isText(visit?.session_id) ? visit : undefined,
    }
  }
  const lastAt = () => state.visit?.last_at ?? 0
  const keep = (next: PersonState) => {
    const { identity, visit } = state
    state = next
    const isSame = next.identity === identity && next.visit?.session_id === visit?.session_id
    if (!isSame || lastAt() - saved_at >= STALE_MS) write()
  }
  const write = () => {
    saved_at = lastAt()
    text = JSON.stringify(state)
    save(text)
  }
  const who = (user_id?: string | null) => nextIdentity(state.identity, { user_id }, { create_visitor_id: new_id })
  return {
    stamp(time, source) {
      refresh()
      const { state: found } = who()
      const identity = found.visitor_id === state.identity?.visitor_id ? state.identity : found
      const { visitor_id, user_id, is_signed_in } = identity
      const visit = nextVisit(state.visit, { time, visitor_id, source }, options).state
      keep({ identity, visit })
      const { session_id } = visit
      return { visitor_id, ...(is_signed_in && user_id && { user_id }), session_id, source: visit.source }
    },
    identify(user_id, anew) {
      refresh()
      if (anew) state = {}
      const { state: identity, is_new_visitor } = who(user_id)
      keep({ ...state, identity })
      return is_new_visitor
    },
    visitorId() {
      refresh()
      const { state: identity } = who()
      keep({ ...state, identity: state.identity ?? identity })
      return identity.visitor_id
    },
    flush() {
      const known = text
      refresh()
      // What another tab has saved since is at most so old, and may be a sign-in.
      if (text === known && lastAt() > saved_at) write()
    },
  }
}

function isText(value: unknown): boolean {
  return typeof value === 'string'
}

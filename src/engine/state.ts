import type { Scalar } from '../language/ast'
import type { ShopEvent } from '../vocabulary/event-types'
import { NEVER } from './never'
import type { Bag, Place } from './row'

/** What is known of one shopper: what is kept of the events, and up to when. */
export interface State {
  /** The instant up to which events have been folded, ms; only moves forward. */
  clock: number
  /** Place of the latest event folded, of any name: it says which visit is the current one. */
  latest: Place | undefined
  /** What is kept of each selection of the plan; nothing where nothing was selected yet. */
  readonly bags: (Bag | undefined)[]
  /** How many rows are kept before it is looked what of them is needed, where it was looked before. */
  due: number[] | undefined
  /** Events later than the clock, in (time, id) order. */
  readonly waiting: ShopEvent[]
  /** The instant that is asked about, not before the clock. */
  at: number
  /** Where it is to be known until when answers hold: the first instant when something read since can be another. */
  until: number | undefined
  /** Once it is asked: what was worked out, by the number of the fact; null where it must be worked out anew. */
  facts: (Scalar | undefined | null)[] | undefined
  /** The instant when time ends what was worked out; Infinity where it never does. */
  ends: number[]
  /** An instant before which no fact ends. */
  expires: number
}

/** The state of a shopper of whom nothing is known, with a place for what each selection will keep. */
export function emptyState(selections: number): State {
  return {
    clock: -NEVER,
    latest: undefined,
    bags: Array(selections),
    due: undefined,
    waiting: [],
    at: -NEVER,
    until: undefined,
    facts: undefined,
    ends: [],
    expires: NEVER,
  }
}

/** A copy that can go its own way. */
export function copyState(state: State): State {
  return {
    ...state,
    bags: state.bags.map((bag) => bag && [...bag]),
    due: undefined,
    waiting: [...state.waiting],
    ends: [],
    facts: undefined,
  }
}

/** Notes that what was read of a fact holds no longer than the fact does. */
export function noteEnd(state: State, fact: number): void {
  if (state.until !== undefined && state.ends[fact]! < state.until) state.until = state.ends[fact]!
}

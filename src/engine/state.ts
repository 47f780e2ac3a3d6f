import type { Scalar } from '../language/ast'
import type { ShopEvent } from '../vocabulary/event-types'
import { Bag, type Place } from './leaf'

/** What is known of one shopper: what each leaf has kept, and up to when. */
export interface State {
  /** The instant up to which events have been folded, ms; only moves forward. */
  clock: number
  /** Place of the latest event folded, of any name: it says which visit is the current one. */
  latest: Place | undefined
  /** One bag for each leaf of the plan; none where nothing was selected yet. */
  readonly bags: Bag[]
  /** Events later than the clock, in (time, id) order. */
  readonly waiting: ShopEvent[]
  /** While it is asked at many instants: values worked out since the last event was folded, by metric. */
  memos: Memo[] | undefined
}

/** A value that holds from one instant to before another. */
export interface Memo {
  readonly from: number
  readonly until: number
  readonly value: Scalar | undefined
}

/** The state of a shopper of whom nothing is known. */
export function emptyState(): State {
  return { clock: Number.NEGATIVE_INFINITY, latest: undefined, bags: [], waiting: [], memos: undefined }
}

/** A copy that can go its own way. */
export function copyState({ bags, waiting, ...state }: State): State {
  return {
    ...state,
    bags: bags.map(({ leaf, entries }) => new Bag(leaf, entries)),
    waiting: [...waiting],
    memos: undefined,
  }
}

import type { Group } from './groups'

/**
 * A shopper enters or leaves a segment, or goes from one stage of a set to another.
 *
 * @example
 * const isSilentLoss = ({ name, from, cause }: Movement) => name === 'vip' && from === 'in' && cause === 'time'
 * const lost = [...replay(events, builtin, { until: Date.now() })].filter(isSilentLoss)
 */
export interface Movement {
  readonly shopper_id: string
  readonly kind: 'segment' | 'stage'
  /** Of the segment, or of the stage set. */
  readonly name: string
  /** The outcome (`in`, `out`, `unknown`) or the stage before; null at the shopper's first event: there is none before it. */
  readonly from: string | null
  readonly to: string
  /** The first instant that `to` holds at, ms. */
  readonly at: number
  /** `time` where it would have come about at that instant without any event. */
  readonly cause: 'event' | 'time'
  /** The event that brought it about; null where time alone did. */
  readonly event_id: string | null
}

/**
 * The segment or stage that a movement enters; null where it enters none (a segment that is left, or becomes unknown).
 *
 * @example
 * const [movement] = [...replay(events, builtin, { until: Date.now() })]
 * enteredBy(movement!) // for example { kind: 'segment', name: 'cart_abandoner' }
 */
export function enteredBy({ kind, name, to }: Movement): Group | null {
  return groupOf(kind, name, to)
}

/**
 * The segment or stage that a movement leaves; null where it leaves none.
 *
 * @example
 * const movement = [...replay(events, builtin, { until: Date.now() })].at(-1)
 * leftBy(movement!) // for example { kind: 'stage', name: 'purchase_journey', stage: 'first_visit' }
 */
export function leftBy({ kind, name, from }: Movement): Group | null {
  return from === null ? null : groupOf(kind, name, from)
}

function groupOf(kind: Movement['kind'], name: string, answer: string): Group | null {
  if (kind === 'stage') return { kind, name, stage: answer }
  return answer === 'in' ? { kind, name } : null
}

import type { Outcome, Scalar } from '../language/ast'
import type { Because } from './explain'

/**
 * A segment entered or left, or a stage reached.
 *
 * @example
 * const shopper = compile(builtin).shopper()
 * shopper.add(event, event.time) // a product is put into the cart
 * const changes: Change[] = shopper.advance(event.time + 3_600_000)
 * changes.find(({ name }) => name === 'cart_abandoner')?.cause // => 'time'
 */
export interface Change {
  readonly kind: 'segment' | 'stage'
  /** Of the segment, or of the stage set. */
  readonly name: string
  readonly from: string
  readonly to: string
  /** The exact instant, ms. */
  readonly at: number
  /** Whether an event brought it about, or only the passing of time. */
  readonly cause: 'event' | 'time'
}

/**
 * When an answer will be another, if nothing more happens, and which.
 *
 * @example
 * const next: Foreseen | null | undefined = shopper.foresee(now).segments.cart_abandoner
 * const wait_ms = next?.to === 'in' ? next.at - now : undefined // how long until the cart counts as left
 */
export interface Foreseen {
  readonly at: number
  readonly to: string
}

/**
 * What is known of a shopper at an instant.
 *
 * @example
 * const answers: Answers = compile(builtin).shopper().at(Date.UTC(2017, 0, 1))
 * answers.segments.vip // => 'out'
 * answers.stages.visit_intent // => 'undecided'
 * answers.traits.recency // => null
 */
export interface Answers {
  /** The instant that was answered for, ms: never before the clock. */
  readonly now: number
  readonly segments: { readonly [name: string]: Outcome }
  /** By stage set. */
  readonly stages: { readonly [set: string]: string }
  /** null where absent; a duration in ms. */
  readonly traits: { readonly [name: string]: Scalar | null }
}

/**
 * Why a segment's outcome, or a stage, is as it is, and until when.
 *
 * @example
 * const why: Explanation = compile(builtin).shopper().explain('purchase_journey', Date.UTC(2017, 0, 1))!
 * why.outcome // => 'first_visit'
 * why.because.map(({ outcome }) => outcome) // of each stage in order: why it is not that one
 * why.changes_at // => null
 */
export interface Explanation {
  readonly kind: 'segment' | 'stage'
  readonly name: string
  readonly now: number
  /** A segment's outcome, or the stage of a set. */
  readonly outcome: string
  /** The condition of a segment; those of a set's stages in order, up to the one that holds. */
  readonly because: readonly Because[]
  /** null where it never changes by time alone. */
  readonly changes_at: Foreseen | null
}

import { groupsOf } from '../../history/groups'
import type { Pattern } from '../../history/observe'
import { type Overlap, overlapOf } from '../../history/overlap'
import type { AisleDocument, Outcome } from '../../language/ast'
import type { ShopperLife } from './shopper-life'

/**
 * How many shoppers are in a segment.
 *
 * @example
 * // Of whom it cannot be told counts on neither side.
 * const share = ({ in: members, out }: SegmentSize) => members / (members + out)
 * share({ name: 'vip', title: 'VIPs', in: 20, out: 180, unknown: 50 }) // => 0.1
 */
export interface SegmentSize {
  readonly name: string
  readonly title: string
  readonly in: number
  readonly out: number
  /** Of whom it cannot be told: neither in nor out. */
  readonly unknown: number
}

/**
 * How large segments are, and how they overlap.
 *
 * @example
 * const { facts } = await reportOf([event], { definitions: builtin, now: now + 86_400_000 })
 * const segments: SegmentFacts = facts.segments
 * segments.sizes.filter((size) => size.in > 0).map(({ name }) => name) // => ['cart_abandoner']
 * segments.overlap.both // => [[1]]
 */
export interface SegmentFacts {
  /** In the order of the document. */
  readonly sizes: readonly SegmentSize[]
  /** Of the segments that somebody is in. */
  readonly overlap: Overlap
  /** How many shoppers are in none. */
  readonly in_none: number
}

/** Counts who is in which segments. */
export class SegmentTally {
  readonly #document: AisleDocument
  /** Shoppers with the same answers are one: there are far fewer of these than shoppers. */
  readonly #patterns = new Map<string, { readonly members: readonly Outcome[]; count: number }>()

  constructor(document: AisleDocument) {
    this.#document = document
  }

  /** Takes one shopper in. */
  add({ answers }: ShopperLife): void {
    const members = this.#document.segments.map(({ name }) => answers.segments[name]!)
    const key = members.join()
    const known = this.#patterns.get(key)
    if (known) known.count += 1
    else this.#patterns.set(key, { members, count: 1 })
  }

  /** What was counted. */
  get facts(): SegmentFacts {
    const { segments } = this.#document
    const patterns = [...this.#patterns.values()]
    const count = (place: number, outcome: Outcome) =>
      patterns.reduce((sum, { members, count }) => sum + (members[place] === outcome ? count : 0), 0)
    const sizes = segments.map(({ name, title }, i) => ({
      name,
      title,
      in: count(i, 'in'),
      out: count(i, 'out'),
      unknown: count(i, 'unknown'),
    }))
    const inNone = patterns.filter(({ members }) => !members.includes('in'))
    return { sizes, overlap: this.#overlap(patterns), in_none: inNone.reduce((sum, { count }) => sum + count, 0) }
  }

  #overlap(patterns: readonly Omit<Pattern, 'outcome'>[]): Overlap {
    const groups = groupsOf({ ...this.#document, stages: [] })
    const places = groups.flatMap((_, i) => (patterns.some(({ members }) => members[i] === 'in') ? [i] : []))
    const limited = patterns.map(({ members, count }) => ({
      members: places.map((place) => members[place]!),
      count,
      outcome: false,
    }))
    return overlapOf(
      limited,
      places.map((place) => groups[place]!),
    )
  }
}

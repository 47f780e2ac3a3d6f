import type { Answers } from '../../engine/answers'
import { type Group, groupsOf } from '../../history/groups'
import type { AisleDocument } from '../../language/ast'
import type { ShopperLife } from './shopper-life'

/**
 * How a segment, or a stage, changed between two instants.
 *
 * @example
 * const counts = { before: 40, entered: 6, left: 2, arrived: 3, now: 47 }
 * const vip: GroupChange = { kind: 'segment', name: 'vip', ...counts }
 * vip.before + vip.entered - vip.left + vip.arrived // => vip.now
 */
export interface GroupChange extends Group {
  /** Shoppers in it then. */
  readonly before: number
  readonly now: number
  /** Of those known at both instants, who was not in it then and is now. */
  readonly entered: number
  /** Of those, who was in it then and is not now. */
  readonly left: number
  /** Of those who have come since, who is in it. */
  readonly arrived: number
}

/**
 * What changed between two instants.
 *
 * @example
 * const grown = ({ groups }: ChangeFacts) => groups.filter(({ before, now }) => now > before).map(groupLabel)
 * // In between, a cart was filled.
 * const { facts } = await reportOf(events, { definitions: builtin, now, compare: now - 30_000 })
 * grown(facts.changes!).includes('purchase_journey.registered') // => true
 */
export interface ChangeFacts {
  /** Shoppers known then. */
  readonly before: number
  /** Shoppers who have come since. */
  readonly arrived: number
  /** In the order of the document. */
  readonly groups: readonly GroupChange[]
}

type Counts = Record<'before' | 'now' | 'entered' | 'left' | 'arrived', number>

/** Counts what changed. */
export class ChangeTally {
  readonly #groups: readonly Group[]
  readonly #counts: readonly Counts[]
  #before = 0
  #arrived = 0

  constructor(document: AisleDocument) {
    this.#groups = groupsOf(document)
    this.#counts = this.#groups.map(() => ({ before: 0, now: 0, entered: 0, left: 0, arrived: 0 }))
  }

  /** Takes one shopper in. */
  add({ answers, before }: ShopperLife): void {
    if (before) this.#before += 1
    else this.#arrived += 1
    for (const [i, group] of this.#groups.entries()) {
      const counts = this.#counts[i]!
      const was = before !== null && isIn(before, group)
      const is = isIn(answers, group)
      if (was) counts.before += 1
      if (is) counts.now += 1
      if (is && before === null) counts.arrived += 1
      if (is && before !== null && !was) counts.entered += 1
      if (was && !is) counts.left += 1
    }
  }

  /** What was counted; null where nobody was known then. */
  get facts(): ChangeFacts | null {
    if (!this.#before) return null
    const groups = this.#groups.map((group, i) => ({ ...group, ...this.#counts[i]! }))
    return { before: this.#before, arrived: this.#arrived, groups }
  }
}

function isIn({ segments, stages }: Answers, { kind, name, stage }: Group): boolean {
  return kind === 'segment' ? segments[name] === 'in' : stages[name] === stage
}

import type { AisleDocument } from '../../language/ast'
import { hourOf } from './clock-parts'
import { Named } from './named-counts'
import { INTENT, type ShopperLife } from './shopper-life'
import { stageOrder } from './stage-tally'

/**
 * What visits were for, by when and by what they came.
 *
 * @example
 * // The hour at which most visits begin that are to buy.
 * const hourOfBuyers = ({ intents, hours }: IntentFacts) => {
 *   const visits = hours.map((counts) => counts[intents.indexOf('buyer')] ?? 0)
 *   return visits.indexOf(Math.max(...visits))
 * }
 */
export interface IntentFacts {
  /** From the one that a visit begins with. */
  readonly intents: readonly string[]
  /** Visits by intent. */
  readonly all: readonly number[]
  /** By the hour that visits began at, 0 to 23 in the document's zone, the visits of each intent. */
  readonly hours: readonly (readonly number[])[]
  /** By type of device, likewise; the most visits first. */
  readonly devices: readonly { readonly device: string; readonly visits: readonly number[] }[]
}

/** Counts what visits were for. */
export class IntentTally {
  readonly #zone: string
  readonly #intents: readonly string[] | null
  readonly #hours: number[][]
  readonly #devices: Named<number[]>

  constructor({ zone, stages }: AisleDocument) {
    const set = stages.find(({ name }) => name === INTENT)
    const intents = set ? stageOrder(set) : null
    const zeros = () => (intents ?? []).map(() => 0)
    this.#zone = zone
    this.#intents = intents
    this.#hours = Array.from({ length: 24 }, zeros)
    this.#devices = new Named(zeros)
  }

  /** Takes one shopper in. */
  add({ visits, intents }: ShopperLife): void {
    if (!this.#intents) return
    for (const [i, { start, device }] of visits.entries()) {
      const place = this.#intents.indexOf(intents[i]!)
      this.#hours[hourOf(start, this.#zone)]![place]! += 1
      this.#devices.of(device)[place]! += 1
    }
  }

  /** What was counted; null where the document does not say what visits are for. */
  get facts(): IntentFacts | null {
    if (!this.#intents) return null
    const sum = (visits: readonly number[]) => visits.reduce((all, count) => all + count, 0)
    const devices = this.#devices.sorted(sum).map(([device, visits]) => ({ device, visits }))
    const all = this.#intents.map((_, i) => sum(this.#hours.map((visits) => visits[i]!)))
    return { intents: this.#intents, all, hours: this.#hours, devices }
  }
}

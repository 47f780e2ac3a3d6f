import type { ShopperView } from '../browser/tracker'
import type { Explanation } from '../engine/answers'
import type { ExplainedMetric } from '../engine/explain'

/** What is known of a shopper, real or made up, and why. */
export interface Known {
  readonly view: ShopperView
  readonly explain: (name: string) => Explanation | undefined
  /** What a trait rests on; absent where that cannot be asked. */
  readonly trait?: (name: string) => ExplainedMetric | undefined
  /** What an event is called in a sentence. */
  readonly event: (id: string) => string
}

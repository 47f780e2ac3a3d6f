import type { Coverage } from '../../language/coverage'
import type { ChangeFacts } from './change-tally'
import type { CohortFacts } from './cohort-tally'
import type { FunnelFacts } from './funnel-tally'
import type { IntentFacts } from './intent-tally'
import type { JourneyFacts } from './journey-tally'
import type { QualityFacts } from './quality-tally'
import type { RfmFacts } from './rfm-tally'
import type { SegmentFacts } from './segment-tally'
import type { StageSetFacts } from './stage-tally'
import type { TotalFacts } from './total-tally'

/**
 * All that a report says, as plain numbers: no id, no address and no other word of a single shopper is in it.
 *
 * @example
 * const headline = ({ totals, segments }: ReportFacts) =>
 *   `shoppers: ${totals.shoppers}, buyers: ${totals.buyers}, in no segment: ${segments.in_none}`
 * const { facts } = await reportOf([event], { definitions: builtin, now })
 * headline(facts) // => 'shoppers: 1, buyers: 0, in no segment: 1'
 */
export interface ReportFacts {
  /** The instant that is answered for, ms. */
  readonly now: number
  /** The instant that is compared with, ms. */
  readonly compare: number
  /** The time zone of days, hours and months: the document's. */
  readonly zone: string
  readonly totals: TotalFacts
  readonly segments: SegmentFacts
  /** In the order of the document. */
  readonly stages: readonly StageSetFacts[]
  /** One for each of `purchase_journey` and `customer_lifecycle` that the document has. */
  readonly journeys: readonly JourneyFacts[]
  readonly funnel: FunnelFacts
  /** null where nobody has ordered. */
  readonly rfm: RfmFacts | null
  /** null where nobody has ordered. */
  readonly cohorts: CohortFacts | null
  /** null where the document has no `visit_intent`. */
  readonly intents: IntentFacts | null
  /** null where nobody was known by the instant compared with. */
  readonly changes: ChangeFacts | null
  readonly quality: QualityFacts
  /** What the events of the log can decide of each definition. */
  readonly coverage: readonly Coverage[]
}

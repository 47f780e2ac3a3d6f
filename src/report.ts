/**
 * Who a shop's shoppers are, as one HTML page with charts, and the numbers of it. For Node.
 *
 * @module aisle/report
 */
export type { ChangeFacts, GroupChange } from './report/facts/change-tally'
export type { Cohort, CohortCell, CohortFacts } from './report/facts/cohort-tally'
export type { FunnelFacts, FunnelRow } from './report/facts/funnel-tally'
export type { IntentFacts } from './report/facts/intent-tally'
export type { JourneyFacts, Move } from './report/facts/journey-tally'
export type { QualityFacts, ReadingFacts } from './report/facts/quality-tally'
export type { ReportFacts } from './report/facts/report-facts'
export type { RfmFacts, RfmField } from './report/facts/rfm-tally'
export type { SegmentFacts, SegmentSize } from './report/facts/segment-tally'
export type { StageSetFacts } from './report/facts/stage-tally'
export type { TotalFacts } from './report/facts/total-tally'
export { type ReportOptions, report } from './report/report'
export { type Report, type ReportOfOptions, reportOf } from './report/report-of'

/**
 * The core: say what a segment is, compile it, and ask it of a shopper. Runs anywhere, imports nothing.
 *
 * @module aisle
 */

export type { Answers, Change, Explanation, Foreseen } from './engine/answers'
export { compile } from './engine/compile'
export type { Engine } from './engine/compile-checked'
export { type DocumentCost, documentCost, type LeafCost } from './engine/cost'
export type { EventProblem } from './engine/event-problem'
export type { Because, ExplainedMetric } from './engine/explain'
export { type NarrateOptions, narrate } from './engine/narrate'
export type { Shopper } from './engine/shopper'
export type { Snapshot } from './engine/snapshot'
export type {
  AisleDocument,
  Condition,
  Duration,
  FieldTest,
  FieldTests,
  Metric,
  Outcome,
  Segment,
  Selector,
  Stage,
  StageSet,
  Trait,
  Where,
} from './language/ast'
export {
  age,
  all,
  any,
  atLeast,
  count,
  days,
  distinct,
  first,
  gap,
  inSegment,
  last,
  literal,
  type MetricBuilder,
  max,
  mean,
  min,
  mode,
  not,
  points,
  type SelectionBuilder,
  sequence,
  sum,
} from './language/builders'
export { check } from './language/check'
export { type Coverage, coverageOf } from './language/coverage'
export { defineDocument, defineSegment, defineStages, defineTrait } from './language/define'
export { DefinitionError, type DefinitionProblem } from './language/definition-error'
export { describe, describeCondition, describeMetric } from './language/describe'
export { parseDuration } from './language/duration'
export { eventsOf, limitTo } from './language/limit-to'
export { aboutLifecycle } from './lifecycle/about-lifecycle'
export { aboutLoyalty } from './lifecycle/about-loyalty'
export { aboutTraits } from './lifecycle/about-traits'
export { aida } from './lifecycle/aida'
export { builtin } from './lifecycle/builtin'
export { builtinPlaybook } from './lifecycle/builtin-playbook'
export { customerLifecycle } from './lifecycle/customer-lifecycle'
export {
  createLoyaltyProgramme,
  LOYALTY_POINTS,
  LOYALTY_TIERS,
  type LoyaltyOptions,
  type LoyaltyProgramme,
  type LoyaltyTier,
  loyaltyMeasures,
  type PointsRule,
} from './lifecycle/loyalty'
export type { LoyaltyMeasure } from './lifecycle/loyalty-measure'
export { type LoyaltyStatus, loyaltyStatus, type MissingToTier } from './lifecycle/loyalty-status'
export type { Missing } from './lifecycle/missing'
export {
  createPlaybook,
  type Playbook,
  type PlaybookOptions,
  type Treatment,
  type TreatmentMoment,
  type TreatmentReason,
} from './lifecycle/playbook'
export { purchaseJourney } from './lifecycle/purchase-journey'
export { type ChannelOrigin, type SelectedTreatment, selectTreatments } from './lifecycle/select-treatments'
export {
  beginStages,
  type StageHistory,
  type StageHistoryOptions,
  type StageStep,
  stageHistory,
  type VisitOrigin,
} from './lifecycle/stage-history'
export { shopperTraits } from './lifecycle/traits'
export type { About, Family, Threshold } from './segments/about'
export { aboutSegments } from './segments/about-segments'
export { segmentCatalogue } from './segments/catalogue'
export { omnichannel, onlineOnly, showroomer, webroomer } from './segments/channel'
export { mobileFirst, multiDevice } from './segments/device'
export { arShopper, reviewDriven, socialShopper, videoInfluenced, voiceShopper } from './segments/influence'
export { mindful, splurging } from './segments/mood'
export {
  bargainHunter,
  connector,
  convenienceSeeker,
  informationSeeker,
  leisureShopper,
  routineShopper,
} from './segments/shopping-style'
export {
  atRisk,
  badlyServed,
  cartAbandoner,
  categoryFan,
  checkoutAbandoner,
  lapsed,
  lateDecider,
  oneTimeBuyer,
  promoDependent,
  replenishmentDue,
  serialReturner,
  slowExperience,
  vip,
  wonBack,
} from './segments/value-and-risk'
export { visitIntent } from './segments/visit-intent'
export { type AssignVisitsOptions, assignVisits, campaignOf, type VisitEvent } from './sessions/assign-visits'
export { CHANNELS, type Channel, type ChannelInput, channelOf } from './sessions/channel'
export { type DescribedEvent, type DescribeVisitOptions, describeVisit, timeOfWeek } from './sessions/describe-visit'
export {
  type IdentifyOptions,
  type IdentityHit,
  type IdentityState,
  type IdentityStep,
  identify,
} from './sessions/identity'
export {
  type IdentityEvent,
  indexShoppers,
  resolveShoppers,
  type ShopperIndex,
  shopperOf,
} from './sessions/resolve-shoppers'
export {
  type LandingPage,
  PASS_THROUGH_HOSTS,
  type TrafficSource,
  type TrafficSourceOptions,
  trafficSource,
} from './sessions/source'
export type { SourceCategory, SourceLists } from './sessions/source-lists'
export {
  checkVisitOptions,
  nextVisit,
  type VisitHit,
  type VisitOptions,
  type VisitReason,
  type VisitSource,
  type VisitState,
  type VisitStep,
} from './sessions/visit'
export type {
  Context,
  CustomEvents,
  EventName,
  EventProps,
  NamedEvents,
  ProductLine,
  Scalar,
  ShopEvent,
} from './vocabulary/event-types'
export { isUserId } from './vocabulary/user-id'

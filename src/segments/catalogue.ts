import type { Segment } from '../language/ast'
import { omnichannel, onlineOnly, showroomer, webroomer } from './channel'
import { mobileFirst, multiDevice } from './device'
import { arShopper, reviewDriven, socialShopper, videoInfluenced, voiceShopper } from './influence'
import { mindful, splurging } from './mood'
import {
  bargainHunter,
  connector,
  convenienceSeeker,
  informationSeeker,
  leisureShopper,
  routineShopper,
} from './shopping-style'
import {
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
} from './value-and-risk'

/**
 * Every built-in segment, family by family. Visit intent is a stage set, since it is exactly one of four.
 *
 * @example
 * segmentCatalogue.map(({ name, title }) => `${name}: ${title}`)
 */
export const segmentCatalogue: readonly Segment[] = [
  convenienceSeeker,
  informationSeeker,
  bargainHunter,
  connector,
  routineShopper,
  leisureShopper,
  splurging,
  mindful,
  onlineOnly,
  webroomer,
  showroomer,
  omnichannel,
  videoInfluenced,
  reviewDriven,
  socialShopper,
  voiceShopper,
  arShopper,
  mobileFirst,
  multiDevice,
  vip,
  oneTimeBuyer,
  lateDecider,
  badlyServed,
  atRisk,
  lapsed,
  wonBack,
  cartAbandoner,
  checkoutAbandoner,
  promoDependent,
  serialReturner,
  replenishmentDue,
  slowExperience,
  categoryFan,
]

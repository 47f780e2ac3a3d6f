import { type HubspotOptions, toHubspot } from '../../adapters/hubspot/to-hubspot'
import { type KlaviyoOptions, toKlaviyo } from '../../adapters/klaviyo/to-klaviyo'
import type { MembershipChange } from '../change'
import type { MembershipTarget } from '../target'
import { createTarget, decisionOf, type TargetOptions } from './send-requests'

/** Of nobody known is there a profile to be kept. */
const isKnown = ({ is_identified }: MembershipChange) => is_identified

/**
 * A target that keeps a profile of Klaviyo as what is known of its shopper: `aisle_segment_<name>` true or false, or taken
 * away where it is unknown, and `aisle_stage_<set>`. Only of users: visitors have no profile.
 *
 * @example
 * ```ts
 * const hasAgreed = (shopper_id: string) => shopper_id === 'u-42'
 * klaviyoTarget({ api_key: 'k-1', wants: ({ shopper_id }) => hasAgreed(shopper_id) })
 * ```
 */
export function klaviyoTarget({
  name = 'klaviyo',
  wants,
  fetch,
  ...options
}: KlaviyoOptions & TargetOptions): MembershipTarget {
  return createTarget({ name, wants, fetch }, isKnown, (change) => toKlaviyo([decisionOf(change)], options).requests)
}

/**
 * A target that keeps a contact of HubSpot as what is known of its shopper, likewise. The account must have the properties.
 *
 * @example
 * ```ts
 * hubspotTarget({ access_token: process.env.HUBSPOT_TOKEN! })
 * ```
 */
export function hubspotTarget({
  name = 'hubspot',
  wants,
  fetch,
  ...options
}: HubspotOptions & TargetOptions): MembershipTarget {
  return createTarget({ name, wants, fetch }, isKnown, (change) => toHubspot([decisionOf(change)], options).requests)
}

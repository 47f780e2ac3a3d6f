import type { Plugin } from '../../tracker/plugins'
import { type Build, createDestination, type DestinationOptions } from './destination'
import type { Outgoing, OutgoingEvent } from './outgoing'
import type { ShopperDecision } from './profile'

/**
 * What a destination of profiles needs beside.
 *
 * @example
 * ```ts
 * // Nothing is told of who is no member.
 * const members = new Set(['u-42'])
 * const decision_of: DecisionOptions['decision_of'] = (shopper_id) =>
 *   members.has(shopper_id) ? { shopper_id, segments: shopper.at(now).segments } : undefined
 * klaviyoDestination({ api_key: 'k-1', decision_of })
 * ```
 */
export interface DecisionOptions extends DestinationOptions {
  /** What is known of a shopper now; nothing is told of one of whom it gives nothing. */
  readonly decision_of: (shopper_id: string) => ShopperDecision | undefined | Promise<ShopperDecision | undefined>
}

/**
 * Makes a plugin that tells, with each delivery, what is known now of the shoppers in it.
 *
 * @example
 * ```ts
 * createProfileDestination('klaviyo', (decisions) => toKlaviyo(decisions, options), { decision_of })
 * ```
 */
export function createProfileDestination(
  name: string,
  build: (decisions: readonly ShopperDecision[]) => Outgoing,
  { decision_of, ...options }: DecisionOptions,
): Plugin {
  const ofShoppers: Build = async (events) => {
    const shoppers = new Set(events.map(whoseIs).filter((shopper) => shopper !== undefined))
    const decisions = await Promise.all([...shoppers].map(decision_of))
    return build(decisions.filter((decision) => decision !== undefined))
  }
  return createDestination(name, ofShoppers, options)
}

/** The shopper of an event that no collector has seen: its user, else its visitor. */
function whoseIs({ shopper_id, user_id, visitor_id }: OutgoingEvent): string | undefined {
  return shopper_id ?? user_id ?? visitor_id
}

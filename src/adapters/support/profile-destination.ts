import type { Plugin } from '../../tracker/plugins'
import { type Build, createDestination, type DestinationOptions, type Failure } from './destination'
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
  /**
   * What is known of a shopper now; nothing is told of one of whom it gives nothing. Where it throws or rejects, the others
   * are told of all the same, and the tracker reports it.
   */
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
  /** Built alone first, so that a `contact_of` that throws fails for one shopper alone, as `decision_of` does. */
  const ask = async (shopper_id: string) => {
    const decision = await decision_of(shopper_id)
    if (decision) build([decision])
    return decision
  }
  const ofShoppers: Build = async (events) => {
    const shoppers = new Set(events.map(whoseIs).filter((shopper) => shopper !== undefined))
    const asked = await Promise.allSettled([...shoppers].map(ask))
    const decisions = asked.flatMap((one) => (one.status === 'fulfilled' ? (one.value ?? []) : []))
    const failures = asked.flatMap((one): Failure[] =>
      one.status === 'rejected'
        ? [{ what: 'found no decision or contact of a shopper, expected one', cause: one.reason }]
        : [],
    )
    return { ...build(decisions), failures }
  }
  return createDestination(name, ofShoppers, options)
}

/** The shopper of an event that no collector has seen: its user, else its visitor. */
function whoseIs({ shopper_id, user_id, visitor_id }: OutgoingEvent): string | undefined {
  return shopper_id ?? user_id ?? visitor_id
}

import type { Ga4Options } from '../../adapters/ga4/to-ga4'
import { toGa4UserProperties } from '../../adapters/ga4/to-user-properties'
import type { UserPropertyOptions } from '../../adapters/ga4/user-property'
import type { MembershipChange } from '../change'
import type { MembershipTarget } from '../target'
import { createTarget, type TargetOptions } from './send-requests'

/**
 * Options of {@link ga4Target}.
 *
 * @example
 * ```ts
 * const client_ids = new Map([['v-1', '867.1767225600']]) // by visitor, as the page read it from GA4's cookie
 * const options: Ga4TargetOptions = {
 *   measurement_id: 'G-1', api_secret: 'a secret of the stream',
 *   client_id_of: ({ visitor_id }) => client_ids.get(visitor_id ?? ''),
 * }
 * ga4Target(options).name // => 'ga4'
 * ```
 */
export interface Ga4TargetOptions extends Omit<Ga4Options, 'now'>, UserPropertyOptions, TargetOptions {
  /**
   * The browser as GA4 knows it, by the `client_id` of its own cookie; where it gives none GA4 is not told.
   * @default the visitor id: right where the page gives GA4 that as its `client_id`
   */
  readonly client_id_of?: ((change: MembershipChange) => string | undefined) | undefined
}

/**
 * A target that keeps user properties of GA4, by the Measurement Protocol: `aisle_vip` is `in`, `out` or `unknown`. It is not
 * told of names and stages that are too long for GA4, or that GA4 keeps for itself.
 *
 * @example
 * ```ts
 * ga4Target({ measurement_id: 'G-1', api_secret: process.env.GA4_SECRET! })
 * ```
 */
export function ga4Target({
  name = 'ga4',
  wants,
  fetch,
  client_id_of = visitorOf,
  ...options
}: Ga4TargetOptions): MembershipTarget {
  const requestsOf = (change: MembershipChange) => {
    const client_id = client_id_of(change)
    if (client_id === undefined) return []
    const { shopper_id, is_identified } = change
    const user = {
      client_id,
      ...(is_identified && { user_id: shopper_id }),
      name: change.name,
      to: change.to,
      at: change.at,
    }
    return toGa4UserProperties([user], options).requests
  }
  return createTarget({ name, wants, fetch }, () => true, requestsOf)
}

function visitorOf({ visitor_id }: MembershipChange): string | undefined {
  return visitor_id
}

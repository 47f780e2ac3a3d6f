import type { Plugin } from '../../tracker/plugins'
import type { Outgoing } from '../support/outgoing'
import { type ProfileOptions, type ShopperDecision, toProfiles } from '../support/profile'
import { createProfileDestination, type DecisionOptions } from '../support/profile-destination'

/**
 * With which credentials profiles go to Klaviyo, and how.
 *
 * @example
 * ```ts
 * // Pinned, so that a shop moves to another revision when it is ready for it.
 * const options: KlaviyoOptions = { api_key: 'k-1', revision: '2025-10-15' }
 * toKlaviyo([{ shopper_id: 'u-42' }], options).requests[0]?.headers.revision // => '2025-10-15'
 * ```
 */
export interface KlaviyoOptions extends ProfileOptions {
  /** A private key with the scope `profiles:write`; for servers only. */
  readonly api_key: string
  /** @default '2026-10-15' */
  readonly revision?: string | undefined
}

/**
 * What is known of shoppers as requests that create or update profiles of Klaviyo, one each
 * (https://developers.klaviyo.com/en/reference/create_or_update_profile). A shopper's id is the profile's `external_id`; an
 * address or a number goes only where `contact_of` gives it. What is not known is unset.
 *
 * @example
 * ```ts
 * const { requests } = toKlaviyo([{ shopper_id: 'u-42', segments: { vip: 'in' } }], { api_key: 'k-1' })
 * ```
 */
export function toKlaviyo(decisions: readonly ShopperDecision[], options: KlaviyoOptions): Outgoing {
  const { api_key, revision = '2026-10-15' } = options
  const { profiles, lost, assumed } = toProfiles(decisions, options)
  const requests = profiles.map(({ shopper_id, contact, set, unset }) => ({
    method: 'POST' as const,
    url: 'https://a.klaviyo.com/api/profile-import',
    headers: {
      authorization: `Klaviyo-API-Key ${api_key}`,
      revision,
      'content-type': 'application/vnd.api+json',
      accept: 'application/vnd.api+json',
    },
    body: {
      data: {
        type: 'profile',
        attributes: {
          external_id: shopper_id,
          ...(contact.email !== undefined && { email: contact.email.trim() }),
          ...(contact.phone !== undefined && { phone_number: contact.phone.replace(/[\s()-]/g, '') }),
          properties: set,
        },
        ...(unset.length > 0 && { meta: { patch_properties: { unset: [...unset] } } }),
      },
    },
  }))
  return { requests, lost, assumed }
}

/**
 * A plugin of a server's tracker that keeps profiles of Klaviyo as what is known of the shoppers who do something.
 *
 * @example
 * ```ts
 * import { createTracker } from 'aisle/node'
 *
 * const decisions = new Map([['u-42', { shopper_id: 'u-42', segments: { vip: 'in' } }]])
 * const destination = klaviyoDestination({ api_key: 'k-1', decision_of: (id) => decisions.get(id) })
 * createTracker({ endpoint: 'https://shop.example/collect', plugins: [destination] })
 * ```
 */
export function klaviyoDestination({
  decision_of,
  fetch,
  on_losses,
  ...options
}: KlaviyoOptions & DecisionOptions): Plugin {
  return createProfileDestination('klaviyo', (decisions) => toKlaviyo(decisions, options), {
    decision_of,
    fetch,
    on_losses,
  })
}

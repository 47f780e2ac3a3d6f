import type { Plugin } from '../../tracker/plugins'
import { createNotes } from '../support/notes'
import type { Outgoing } from '../support/outgoing'
import type { PlainObject } from '../support/plain'
import { type ProfileOptions, type ProfileProperties, type ShopperDecision, toProfiles } from '../support/profile'
import { createProfileDestination, type DecisionOptions } from '../support/profile-destination'

/**
 * With which credentials contacts go to HubSpot, and how.
 *
 * @example
 * ```ts
 * const options: HubspotOptions = { access_token: 't-1', id_property: 'shop_id' }
 * const { requests } = toHubspot([{ shopper_id: 'u-42', traits: { orders: 3 } }], options)
 * requests[0]?.body.inputs // => [{ id: 'u-42', idProperty: 'shop_id', properties: { aisle_trait_orders: '3' } }]
 * ```
 */
export interface HubspotOptions extends ProfileOptions {
  /** The token of a private app with the scope `crm.objects.contacts.write`; for servers only. */
  readonly access_token: string
  /**
   * What tells contacts apart: `email`, or a property of the account's own, with unique values, that holds the shopper's id.
   * @default 'aisle_shopper_id'
   */
  readonly id_property?: string | undefined
}

/**
 * The most contacts of a request
 * (https://developers.hubspot.com/docs/api-reference/crm-contacts-v3/batch/post-crm-v3-objects-contacts-batch-upsert).
 */
const MAX_CONTACTS = 100

/**
 * What is known of shoppers as requests that create or update contacts of HubSpot, a hundred each. The account must have the
 * properties; their values go as text, and what is not known is emptied.
 *
 * @example
 * ```ts
 * const { requests } = toHubspot([{ shopper_id: 'u-42', segments: { vip: 'in' } }], { access_token: 't-1' })
 * ```
 */
export function toHubspot(decisions: readonly ShopperDecision[], options: HubspotOptions): Outgoing {
  const { access_token, id_property = 'aisle_shopper_id' } = options
  const { profiles, lost, assumed } = toProfiles(decisions, options)
  const notes = createNotes()
  const inputs = profiles.flatMap((profile) => {
    const id = id_property === 'email' ? profile.contact.email?.trim().toLowerCase() : profile.shopper_id
    if (id !== undefined && id !== '') return [toContact(profile, id, id_property)]
    notes.lose(`decisions[${profile.index}]`, undefined, {
      code: 'missing',
      wanted: 'an address, by which contacts are told apart',
    })
    return []
  })
  const batches = Array.from({ length: Math.ceil(inputs.length / MAX_CONTACTS) }, (_, index) =>
    inputs.slice(index * MAX_CONTACTS, (index + 1) * MAX_CONTACTS),
  )
  const requests = batches.map((some) => ({
    method: 'POST' as const,
    url: 'https://api.hubapi.com/crm/v3/objects/contacts/batch/upsert',
    headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
    body: { inputs: some },
  }))
  return { requests, lost: [...lost, ...notes.all().lost], assumed }
}

function toContact({ contact, set, unset }: ProfileProperties, id: string, id_property: string): PlainObject {
  const { email, phone } = contact
  const properties: PlainObject = {
    ...(email !== undefined && { email: email.trim().toLowerCase() }),
    ...(phone !== undefined && { phone }),
  }
  for (const [name, value] of Object.entries(set)) properties[name] = String(value)
  for (const name of unset) properties[name] = ''
  return { id, idProperty: id_property, properties }
}

/**
 * A plugin of a server's tracker that keeps contacts of HubSpot as what is known of the shoppers who do something.
 *
 * @example
 * ```ts
 * import { createTracker } from 'aisle/node'
 *
 * const decisions = new Map([['u-42', { shopper_id: 'u-42', segments: { vip: 'in' } }]])
 * const destination = hubspotDestination({ access_token: 't-1', decision_of: (id) => decisions.get(id) })
 * createTracker({ endpoint: 'https://shop.example/collect', plugins: [destination] })
 * ```
 */
export function hubspotDestination({
  decision_of,
  fetch,
  on_losses,
  ...options
}: HubspotOptions & DecisionOptions): Plugin {
  return createProfileDestination('hubspot', (decisions) => toHubspot(decisions, options), {
    decision_of,
    fetch,
    on_losses,
  })
}

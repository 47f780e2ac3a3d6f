/**
 * HubSpot: what is known of shoppers goes out, as properties of contacts. Runs anywhere; needs no package.
 *
 * @module aisle/adapters/hubspot
 */
export { type HubspotOptions, hubspotDestination, toHubspot } from './hubspot/to-hubspot'
export type { DestinationOptions, Send } from './support/destination'
export type { Losses } from './support/notes'
export type { Outgoing, OutgoingRequest } from './support/outgoing'
export type { ContactDetails, ProfileOptions, ShopperDecision } from './support/profile'
export type { DecisionOptions } from './support/profile-destination'

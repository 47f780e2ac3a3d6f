/**
 * Klaviyo: what is known of shoppers goes out, as properties of profiles. Runs anywhere; needs no package.
 *
 * @module aisle/adapters/klaviyo
 */
export { type KlaviyoOptions, klaviyoDestination, toKlaviyo } from './klaviyo/to-klaviyo'
export type { DestinationOptions, Send } from './support/destination'
export type { Losses } from './support/notes'
export type { Outgoing, OutgoingRequest } from './support/outgoing'
export type { ContactDetails, ProfileOptions, ShopperDecision } from './support/profile'
export type { DecisionOptions } from './support/profile-destination'

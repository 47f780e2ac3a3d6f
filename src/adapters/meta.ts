/**
 * Meta: events go out to its pixel in a page, and to its Conversions API from a server. Runs anywhere that has Web Crypto;
 * needs no package.
 *
 * @module aisle/adapters/meta
 */
export type { ContentOptions } from './meta/custom-data'
export { metaDestination } from './meta/destination'
export { type MetaPixelOptions, metaPixel, type PixelCall, type PixelCalls, toMetaPixel } from './meta/meta-pixel'
export { type MetaConversionsOptions, toMetaConversions } from './meta/to-meta-conversions'
export type { MetaPerson } from './meta/user-data'
export type { DestinationOptions, Send } from './support/destination'
export type { Losses } from './support/notes'
export type { Outgoing, OutgoingEvent, OutgoingRequest } from './support/outgoing'

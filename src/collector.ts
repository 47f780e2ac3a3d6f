/**
 * Receives what trackers send: a handler of requests that answers when the events are stored, to be mounted in any
 * framework, and sinks to store them in. Runs wherever there are `Request` and `Response`.
 *
 * @module aisle/collector
 */
export type { AddressPolicy } from './collector/address'
export type { Sender } from './collector/admission'
export { type Collector, createCollector } from './collector/create-collector'
export type { CollectorOptions } from './collector/options'
export type { AllowedOrigins } from './collector/origins'
export type { Rate } from './collector/rate-limiter'
export type { CollectedEvent, Rejection, Sink } from './collector/sink'

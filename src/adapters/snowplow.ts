/**
 * Snowplow: enriched events of its e-commerce schemas come in. Runs anywhere; needs no package.
 *
 * @module aisle/adapters/snowplow
 */
export { fromSnowplow } from './snowplow/from-snowplow'
export type { Losses } from './support/notes'
export type { Reading, ReadOptions } from './support/reading'

import { fromSnowplow } from '../../../src/adapters/snowplow'

/** The calls of the golden cases of Snowplow, by name. */
export const calls = { in: fromSnowplow }

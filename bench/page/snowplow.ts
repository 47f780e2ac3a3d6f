import { newTracker, trackSelfDescribingEvent } from '@snowplow/browser-tracker'
import type { Start } from './tracker'

/** Snowplow, with self-describing events. */
export const start: Start = (endpoint) => {
  newTracker('shop', endpoint, { appId: 'shop' })
  return (name, props) => {
    const schema = `iglu:com.example/${name}/jsonschema/1-0-0`
    trackSelfDescribingEvent({ event: { schema, data: { ...props } } })
  }
}

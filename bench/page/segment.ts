import { AnalyticsBrowser } from '@segment/analytics-next'
import type { Start } from './tracker'

/** Segment, its settings at hand in place of fetched. */
export const start: Start = async (endpoint) => {
  const writeKey = '0123456789abcdef'
  const apiHost = endpoint.replace(/^\w+:\/\//, '')
  const analytics = AnalyticsBrowser.load(
    { writeKey, cdnSettings: { integrations: { 'Segment.io': { apiKey: writeKey } } } },
    { integrations: { 'Segment.io': { apiHost, protocol: 'http' } } },
  )
  await analytics.ready()
  return (name, props) => void analytics.track(name, props)
}

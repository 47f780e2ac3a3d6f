import { RudderAnalytics } from '@rudderstack/analytics-js/bundled'
import type { Start } from './tracker'

const SOURCE = {
  id: 'shop',
  name: 'shop',
  enabled: true,
  workspaceId: 'shop',
  config: { statsCollection: { errors: { enabled: false }, metrics: { enabled: false } } },
  connections: [],
  destinations: [],
}

/** RudderStack with its plugins in one bundle, its settings at hand in place of fetched. */
export const start: Start = async (endpoint) => {
  const analytics = new RudderAnalytics()
  const getSourceConfig = async () => ({ source: SOURCE }) as never
  analytics.load('0123456789abcdef', endpoint, { getSourceConfig, sendAdblockPage: false })
  await new Promise<void>((done) => analytics.ready(() => done()))
  return (name, props) => analytics.track(name, props as object as Parameters<typeof analytics.track>[1])
}

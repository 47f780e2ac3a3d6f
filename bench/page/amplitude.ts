import { init, track } from '@amplitude/analytics-browser'
import type { Start } from './tracker'

/** Amplitude, with nothing captured by itself. */
export const start: Start = async (endpoint) => {
  const remoteConfig = { fetchRemoteConfig: false }
  await init('0123456789abcdef', { serverUrl: endpoint, autocapture: false, remoteConfig }).promise
  return (name, props) => void track(name, props)
}

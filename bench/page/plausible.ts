import Plausible from 'plausible-tracker'
import { flat } from './flat'
import type { Start } from './tracker'

/** Plausible: a request for each event, nothing kept. */
export const start: Start = (endpoint) => {
  const { trackEvent } = Plausible({ domain: 'shop.example', apiHost: endpoint, trackLocalhost: true })
  return (name, props) => trackEvent(name, { props: flat(props) })
}

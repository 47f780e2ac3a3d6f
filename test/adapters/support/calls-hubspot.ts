import { toHubspot } from '../../../src/adapters/hubspot'
import { withContacts } from './with-contacts'

/** The calls of the golden cases of HubSpot, by name. */
export const calls = { out: withContacts(toHubspot) }

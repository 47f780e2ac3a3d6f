import { toKlaviyo } from '../../../src/adapters/klaviyo'
import { withContacts } from './with-contacts'

/** The calls of the golden cases of Klaviyo, by name. */
export const calls = { out: withContacts(toKlaviyo) }

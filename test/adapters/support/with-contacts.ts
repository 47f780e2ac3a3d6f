import type { ContactDetails } from '../../../src/adapters/klaviyo'

/** `contact_of` is a function, which JSON cannot say: `contact` is how everybody is known. */
export function withContacts<Decisions, Options, Result>(send: (decisions: Decisions, options: Options) => Result) {
  return (decisions: Decisions, { contact, ...options }: { contact?: ContactDetails }): Result =>
    send(decisions, { ...options, ...(contact && { contact_of: () => contact }) } as Options)
}

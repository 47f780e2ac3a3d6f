import {
  type MetaConversionsOptions,
  type MetaPerson,
  toMetaConversions,
  toMetaPixel,
} from '../../../src/adapters/meta'

/** `person_of` is a function, which JSON cannot say: `person` is who everybody is. */
type Told = Omit<MetaConversionsOptions, 'person_of'> & { readonly person?: MetaPerson }

/** The calls of the golden cases of Meta, by name. */
export const calls = {
  pixel: toMetaPixel,
  conversions: (events: never, { person, ...options }: Told) =>
    toMetaConversions(events, { ...options, ...(person && { person_of: () => person }) }),
}

import { z } from 'zod'
import { fewShortNames, flatObject, hasFewShortNames, identifier, scalar, text } from './scalar'

/** What an own field of the context may hold: a scalar, or one more level of scalars. */
export const contextValue = z.union([scalar, flatObject({})])

const contextFields = {
  /** The page that it happened on. */
  page: flatObject({ url: text, path: text, title: text, referrer: text, search: text }).exactOptional(),
  /** The campaign that the visit came by: the UTM parameters without their prefix. */
  campaign: flatObject({
    source: text,
    medium: text,
    name: text,
    term: text,
    content: text,
    id: identifier,
  }).exactOptional(),
  /** Click ids by the name of their parameter: `{ gclid: '...' }`. */
  click_ids: flatObject({}).exactOptional(),
  /** The traffic source of the visit: `organic_search`, `email`, ... */
  channel: text,
  device: flatObject({ type: text, browser: text, os: text, model: text }).exactOptional(),
  /** A BCP 47 language tag: `de-AT`. */
  locale: text,
  /** An IANA time zone: `Europe/Vienna`. */
  timezone: text,
  /** `'1920x1080'`, or `{ width, height }` in CSS pixels. */
  screen: contextValue.exactOptional(),
  /** What the shopper agreed to, by purpose: `{ analytics: true, personalization: false }`. */
  consent: contextValue.exactOptional(),
  /** Present where the traffic looks automated, with the reason. */
  automated: flatObject({ reason: text }).exactOptional(),
}

/**
 * The circumstances of an event; own fields may be added, as scalars or as one level of scalars.
 *
 * @example
 * contextSchema.safeParse({ page: { path: '/cart' } }).success // => true
 */
export const contextSchema = z
  .object(contextFields)
  .catchall(contextValue)
  .refine(hasFewShortNames, { error: fewShortNames })
  .meta({ id: 'Context', description: 'The circumstances of an event: page, campaign, device, ...' })

/**
 * The circumstances of an event: the vocabulary's fields, all optional, and any own ones, nested one level at most.
 *
 * @example
 * const context: Context = {
 *   page: { path: '/shoes' }, channel: 'email', campaign: { source: 'newsletter', medium: 'email' },
 *   store: { city: 'Graz', open: true }, // a field of the shop's own
 * }
 * contextSchema.safeParse(context).success // => true
 */
export type Context = z.infer<typeof contextSchema>

import { z } from 'zod'
import { contextSchema } from './context'
import { namedProps } from './events'
import { ID_PATTERN, MAX_PRODUCT_LINES, NAME_PATTERN } from './limits'
import { productLineSchema } from './product-line'
import { flatObject, instant, instantValue, type Scalar, text } from './scalar'

const party = z.string().min(1).max(8192)

/**
 * The properties of an event, named or custom: a property that the vocabulary names has its type on every event,
 * any other is a scalar.
 */
export const propsSchema = flatObject(namedProps).meta({
  id: 'Props',
  description: 'The properties of an event. A named property has its type on every event; any other is a scalar.',
}) as unknown as z.ZodType<Record<string, Scalar>>

/**
 * The normal event: what `readEvent` gives, what is stored and what the rules are asked of.
 *
 * @example
 * shopEventSchema.safeParse(event).success // => true
 */
export const shopEventSchema = z
  .strictObject({
    /** Tells the event from every other: 1 to 128 printable ASCII characters, a UUIDv7 by custom. */
    id: z.string().regex(ID_PATTERN),
    /** What happened: `snake_case`, at most 64 characters. */
    name: z.string().regex(NAME_PATTERN),
    /** When it happened, in milliseconds since the epoch. */
    time: instantValue,
    /** Grows by one within a page's tracker. */
    seq: z.int().min(0).exactOptional(),
    /** The browser, or the device. */
    visitor_id: party.exactOptional(),
    /** The person, once known. */
    user_id: party.exactOptional(),
    /** Whose event it is: set by the receiver from the user and visitor ids. */
    shopper_id: party,
    /** The visit that it belongs to; empty until visits are derived. */
    session_id: z.string().max(8192),
    page_id: party.exactOptional(),
    /** The event's own properties: scalars by name. */
    props: propsSchema,
    /** The product lines; an event about one product has one. */
    products: z.array(productLineSchema).max(MAX_PRODUCT_LINES),
    context: contextSchema,
    /** When the sender sent it, by the sender's clock, in milliseconds since the epoch. */
    sent_at: instant,
    /** When the collector received it, in milliseconds since the epoch. */
    received_at: instant,
    /** What recorded it. */
    library: flatObject({ name: text, version: text }).exactOptional(),
  })
  .meta({ id: 'ShopEvent', description: 'Something that happened in a shop.' })

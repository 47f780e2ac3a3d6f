/**
 * The vocabulary as types, all of them inferred from the zod schemas. Nothing here exists at run time.
 *
 * @module
 */
import type { z } from 'zod'
import type { shopEventSchema } from './envelope'
import type { eventPropsSchemas } from './events'

export type { Context } from './context'
export type { ProductLine } from './product-line'
export type { Scalar } from './scalar'

/**
 * A shop's own events, and own properties of named events, by declaration merging. The file must import `aisle`, if nothing
 * of it: without it TypeScript finds no module to add to (TS2664), or takes what stands there for the whole of it.
 *
 * @example
 * ```ts
 * import type {} from 'aisle'
 *
 * declare module 'aisle' {
 *   interface CustomEvents {
 *     quiz_finished: { score: number }
 *     product_viewed: { shade?: string }
 *   }
 * }
 * ```
 */
// biome-ignore lint/suspicious/noEmptyInterface: declaration merging needs an interface to merge into
export interface CustomEvents {}

/**
 * The properties that the vocabulary itself gives to each named event.
 *
 * @example
 * ```ts
 * const search: NamedEvents['products_searched'] = { query: 'red boots', results: 12, method: 'voice' }
 * eventPropsSchemas.products_searched.safeParse(search).success // => true
 * ```
 */
export type NamedEvents = { [Name in keyof typeof eventPropsSchemas]: z.infer<(typeof eventPropsSchemas)[Name]> }

/**
 * The name of an event: the vocabulary's, or one of {@link CustomEvents}.
 *
 * @example
 * ```ts
 * const sent: readonly EventName[] = ['product_viewed', 'product_added', 'order_completed'] // an editor completes them
 * coverageOf(builtin, sent).filter(({ decides }) => decides === 'yes')
 * ```
 */
export type EventName = keyof NamedEvents | keyof CustomEvents

/**
 * The own properties of the event `Name`, and `currency`, which any event may carry.
 *
 * @example
 * ```ts
 * const paid: EventProps<'order_completed'> = { order_id: 'A-1', total: 89.9, shipping: 4.9, currency: 'EUR' }
 * const sent: EventProps<'order_shipped'> = { order_id: 'A-1', carrier: 'Post' }
 * ```
 */
export type EventProps<Name extends EventName> = (Name extends keyof NamedEvents ? NamedEvents[Name] : unknown) &
  (Name extends keyof CustomEvents ? CustomEvents[Name] : unknown)

/** The normal event, whatever its name. */
export type AnyShopEvent = z.infer<typeof shopEventSchema>

/**
 * The normal event. `ShopEvent` alone is any event; `ShopEvent<'order_completed'>` is one whose properties are typed,
 * and `ShopEvent<EventName>` a union that narrows by `name`.
 *
 * @example
 * ```ts
 * function paid(event: ShopEvent<EventName>): number {
 *   // Within this branch the properties are those of an order.
 *   return event.name === 'order_completed' ? (event.props.total ?? 0) : 0
 * }
 * ```
 */
export type ShopEvent<Name extends string = string> = string extends Name
  ? AnyShopEvent
  : Name extends EventName
    ? AnyShopEvent & { name: Name; props: EventProps<Name> }
    : AnyShopEvent & { name: Name }

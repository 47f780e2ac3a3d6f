// Compiled by tsc, never run: every line under @ts-expect-error must fail to compile, every other must compile.
import type { Context, EventName, EventProps, ProductLine, ShopEvent } from '../../src/vocabulary/event-types'

declare module '../../src/vocabulary/event-types' {
  interface CustomEvents {
    type_test_quiz_finished: { score: number }
    product_viewed: { type_test_shade?: string }
  }
}

declare function track<Name extends EventName>(name: Name, props: EventProps<Name>): void
declare const anyEvent: ShopEvent
declare const namedEvent: ShopEvent<EventName>

track('page_viewed', {})
track('order_completed', { order_id: 'A-1', total: 12, currency: 'EUR' })
track('order_completed', { order_id: 1001, sales_channel: 'kiosk' })
track('list_filtered', { sort: 'price_asc' })
track('type_test_quiz_finished', { score: 7 })
track('product_viewed', { type_test_shade: 'red', currency: 'EUR' })

// @ts-expect-error no such event
track('order_complete', {})
// @ts-expect-error an amount is a number
track('order_completed', { total: '12' })
// @ts-expect-error no such property on this event
track('order_completed', { totl: 12 })
// @ts-expect-error a property of another event
track('page_viewed', { total: 12 })
// @ts-expect-error a property that is absent is left out
track('order_completed', { total: undefined })
// @ts-expect-error an own event's property has its own type
track('type_test_quiz_finished', { score: 'seven' })
// @ts-expect-error an own event's required property
track('type_test_quiz_finished', {})
// @ts-expect-error an own property of another event
track('product_clicked', { type_test_shade: 'red' })

export const line: ProductLine = { product_id: 'A', price: 9.5, colour: 'red', quantity: 2 }
// @ts-expect-error a price is a number
export const badLine: ProductLine = { price: '9.5' }
// @ts-expect-error a line is flat
export const nestedLine: ProductLine = { sizes: ['S', 'M'] }

export const context: Context = {
  page: { path: '/' },
  device: { type: 'mobile' },
  country: 'Austria',
  store: { id: 7 },
}
// @ts-expect-error the path is a string
export const badContext: Context = { page: { path: 7 } }
// @ts-expect-error one level of nesting at most
export const deepContext: Context = { store: { address: { street: 'x' } } }

export const price: number | undefined = anyEvent.products[0]?.price
export const prop: string | number | boolean | undefined = anyEvent.props.whatever
// A typed event is an event.
export function widen(event: ShopEvent<'order_completed'>): ShopEvent {
  const total: number | undefined = event.props.total
  return { ...event, time: total ?? 0 }
}
if (namedEvent.name === 'products_searched') {
  const results: number | undefined = namedEvent.props.results
  // @ts-expect-error results is a number
  const text: string | undefined = namedEvent.props.results
  void [results, text]
}

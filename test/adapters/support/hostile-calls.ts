import { fromGa4Export, listenToDataLayer, readGa4Hit, toGa4 } from '../../../src/adapters/ga4'
import { fromSegment, segmentListener, toSegment } from '../../../src/adapters/segment'
import { fromShopifyOrdersCsv, fromShopifyPixel, fromShopifyWebhook } from '../../../src/adapters/shopify'

type Call = (input: unknown) => readonly object[] | undefined | Promise<readonly object[] | undefined>

const whole = (event: object) => ({ id: 'e', time: 1469923200000, shopper_id: 's', session_id: '', ...event })

/** Each adapter with what is most hostile to it; where events come out, they are given back. */
export const hostileCalls: Readonly<Record<string, Call>> = {
  readGa4Hit: (input) => readGa4Hit('view_item', input).events.map(whole),
  'readGa4Hit of a name': (input) => readGa4Hit(input, input).events.map(whole),
  'a push to a data layer': (input) => {
    const layer: unknown[] = []
    const events: object[] = []
    const on_reading = (reading: { events: object[] }) => events.push(...reading.events.map(whole))
    listenToDataLayer({ track() {} }, { layer, on_reading })
    layer.push(input)
    return events
  },
  fromGa4Export: (input) => fromGa4Export(input).events,
  'fromGa4Export of a row': (input) =>
    fromGa4Export({
      ...{ event_name: 'purchase', event_timestamp: '1607615248873729', user_pseudo_id: 'v' },
      ...{ event_params: input, items: [input], ecommerce: input, device: input },
    }).events,
  toGa4: (input) => void toGa4([input as never], { measurement_id: 'G-1', api_secret: 's' }),
  fromSegment: (input) => fromSegment(input).events,
  'fromSegment of a call': (input) =>
    fromSegment({
      ...{ type: 'track', event: 'Product List Filtered', userId: 'u', timestamp: '2024-05-01', messageId: input },
      ...{ properties: { filters: input, sorts: [input], products: input, product: input }, context: input },
    }).events,
  'a call that a page makes': (input) => void segmentListener({ track() {} }).track({ event: input as object }),
  toSegment: (input) => void toSegment([input as never], { write_key: 'k' }),
  fromShopifyPixel: (input) => fromShopifyPixel(input).events,
  'fromShopifyPixel of a checkout': (input) =>
    fromShopifyPixel({
      ...{ name: 'checkout_completed', clientId: 'c', timestamp: '2024-05-01', id: input, context: input },
      data: { checkout: { lineItems: [input], totalPrice: input, order: input, delivery: input, token: input } },
    }).events,
  fromShopifyWebhook: (input) => fromShopifyWebhook('orders/create', input).events,
  'fromShopifyWebhook of an order': (input) =>
    fromShopifyWebhook('orders/create', {
      ...{ id: 1, created_at: '2024-05-01', line_items: input, customer: input, discount_codes: input },
      ...{ shipping_lines: input, payment_gateway_names: input, total_price: input },
    }).events,
  'fromShopifyWebhook of a topic': (input) => fromShopifyWebhook(input as string, {}).events,
  fromShopifyOrdersCsv: (input) => fromShopifyOrdersCsv(input).events,
}

import { fromGa4Export, listenToDataLayer, readGa4Hit, toGa4, toGa4UserProperties } from '../../../src/adapters/ga4'
import { toHubspot } from '../../../src/adapters/hubspot'
import { toKlaviyo } from '../../../src/adapters/klaviyo'
import { toMetaConversions, toMetaPixel } from '../../../src/adapters/meta'
import { fromSegment, segmentListener, toSegment } from '../../../src/adapters/segment'
import { fromShopifyOrdersCsv, fromShopifyPixel, fromShopifyWebhook } from '../../../src/adapters/shopify'
import { fromSnowplow } from '../../../src/adapters/snowplow'
import {
  fromWooCommerceOrders,
  fromWooCommerceRefunds,
  fromWooCommerceReviews,
} from '../../../src/adapters/woocommerce'

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
  'toGa4 instead of a list': (input) => void toGa4(input as never, { measurement_id: 'G-1', api_secret: 's' }),
  'toGa4 of a part': (input) =>
    void toGa4(
      ['product_added', 'order_completed', 'cart_viewed', 'quiz_finished'].map(
        (name) =>
          ({ name, time: 1714557600000, visitor_id: 'v', props: input, products: input, context: input }) as never,
      ),
      { measurement_id: 'G-1', api_secret: 's' },
    ),
  toGa4UserProperties: (input) =>
    void toGa4UserProperties([input as never, { client_id: 'c', name: input, to: input, at: 1 } as never], {
      ...{ measurement_id: 'G-1', api_secret: 's' },
    }),
  toGa4: (input) => void toGa4([input as never], { measurement_id: 'G-1', api_secret: 's' }),
  fromSegment: (input) => fromSegment(input).events,
  'fromSegment of a call': (input) =>
    fromSegment({
      ...{ type: 'track', event: 'Product List Filtered', userId: 'u', timestamp: '2024-05-01', messageId: input },
      ...{
        properties: {
          filters: [{ type: input, value: input }, input],
          sorts: [input],
          products: input,
          product: input,
        },
        context: input,
      },
    }).events,
  'a call that a page makes': (input) => void segmentListener({ track() {} }).track({ event: input as object }),
  'toSegment of a part': (input) =>
    void toSegment(
      ['product_added', 'order_completed'].map(
        (name) =>
          ({ name, time: 1714557600000, visitor_id: 'v', props: input, products: input, context: input }) as never,
      ),
      { write_key: 'k' },
    ),
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
  fromSnowplow: (input) => fromSnowplow(input).events,
  'fromSnowplow of an action': (input) =>
    fromSnowplow({
      ...{ event_id: input, domain_userid: 'd', derived_tstamp: '2024-05-01', domain_sessionid: input },
      unstruct_event_com_snowplowanalytics_snowplow_ecommerce_snowplow_ecommerce_action_1: { type: 'transaction' },
      contexts_com_snowplowanalytics_snowplow_ecommerce_transaction_1: input,
      contexts_com_snowplowanalytics_snowplow_ecommerce_product_1: [input],
      contexts: { data: [input] },
    }).events,
  fromWooCommerceOrders: (input) => fromWooCommerceOrders(input).events,
  'fromWooCommerceOrders of an order': (input) =>
    fromWooCommerceOrders({
      ...{ id: 1, status: 'completed', date_created_gmt: '2024-05-01T00:00:00', total: input, customer_id: input },
      ...{ line_items: [input], coupon_lines: input, billing: input },
    }).events,
  fromWooCommerceRefunds: (input) => fromWooCommerceRefunds(input, { customer_of: () => 'u' }).events,
  fromWooCommerceReviews: (input) => fromWooCommerceReviews(input).events,
  toMetaPixel: (input) => void toMetaPixel([input as never]),
  'toMetaPixel of an order': (input) =>
    void toMetaPixel([{ name: 'order_completed', props: input, products: [input], id: input } as never]),
  'toMetaConversions of a page': async (input) => {
    const event = { name: 'page_viewed', time: 1714557600000, context: { click_ids: { fbclid: 'x' }, page: input } }
    await toMetaConversions([input as never, { ...event, props: input } as never], { pixel_id: '1', access_token: 't' })
    return undefined
  },
  toKlaviyo: (input) => void toKlaviyo([input as never], { api_key: 'k' }),
  'toHubspot of answers': (input) =>
    void toHubspot([{ shopper_id: 'u', segments: input, stages: input, traits: input } as never], {
      access_token: 't',
    }),
}

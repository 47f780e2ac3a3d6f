/**
 * The types that the vocabulary expects, without zod, for the rule engine in the browser: a copy of what the schemas
 * say, kept equal by a test. Every byte of it is sent to every shopper: patterns compress better than lists, objects
 * and words to split, and the names stand in the order that compresses best of those tried.
 *
 * @module
 */

const NUMBER =
  /^(total|tax|discount|rating|results|subtotal|ttfb_ms|value|inp_ms|cart_value|promised_at|points|shipping|delivered_at|position|product\.(price|position|list_price|quantity)|load_ms|lcp_ms|cls)$/

const STRING =
  /^(topic|message_channel|category|carrier|method|shipping_method|share_via|step|product\.(url|category|brand|image_url|name|variant)|detail|programme|query|context\.(timezone|channel|campaign\.(term|name|source|medium|content)|automated\.reason|page\.(url|search|path|referrer|title)|device\.(os|browser|type|model)|locale)|network|alert|content_type|form|name|sort|contact_channel|creative|reason|payment_method|sales_channel|currency|filters)$/

/** A type that the vocabulary expects of a field. */
export type ExpectedType = 'number' | 'string' | 'boolean'

/**
 * The type that the vocabulary expects of a field, by its path as rules write it; a value of another type is absent
 * (LANGUAGE.md, 1). Undefined where any scalar will do: fields that the vocabulary does not name, ids and codes,
 * which are strings in some shops and numbers in others, and the computed `product.amount`, which is no field of the vocabulary.
 * No name has different types on different events.
 *
 * @example
 * ```ts
 * expectedType('total')               // 'number'
 * expectedType('product.in_stock')    // 'boolean'
 * expectedType('context.device.type') // 'string'
 * expectedType('product.product_id')  // undefined
 * ```
 */
export function expectedType(path: string): ExpectedType | undefined {
  if (NUMBER.test(path)) return 'number'
  if (STRING.test(path)) return 'string'
  return path === 'product.in_stock' ? 'boolean' : undefined
}

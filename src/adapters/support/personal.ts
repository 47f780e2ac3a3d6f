import { cleanAddress, cleanUrl, redactEmails } from '../../vocabulary/clean-url'
import { fieldPath } from '../../vocabulary/problem'

/** Names of fields that hold who somebody is, where they live or how to reach them, in any of the vocabularies. */
const NAME =
  /(^|_|\b)(e_?mail(_address)?|phone(_number)?|mobile_phone|first_?name|last_?name|full_?name|user_?name|company|street\w*|address\w*|\w+_address|zip(_?code)?|post_?code|postal\w*|city|province\w*|latitude|longitude|ip|\w*ip_?address|browser_ip|customer_ip_address|customer_user_agent|user_?agent|birth\w*|gender|recipient|reviewer\w*|password|credit_card\w*|tracking_numbers?|tracking_urls?)$/i

// Longer text is searched at its beginning only: what comes from outside must not cost more than it is worth.
const MAX_SEARCHED = 8192
const MAX_ADDRESS = 2048

/**
 * Whether text has an e-mail address in it, also one that is escaped for a URL, be it several times.
 *
 * @example
 * ```ts
 * hasEmail('https://shop.example/?mail=ann%40example.com') // true
 * ```
 */
export function hasEmail(value: unknown): boolean {
  // Nearly no text has the sign, and to look for it costs a small part of the pattern.
  if (typeof value !== 'string' || !/@|%(25)*40/.test(value)) return false
  const text = value.slice(0, MAX_SEARCHED).replace(/%(25)+40/g, '%40')
  return redactEmails(text) !== text
}

/**
 * Whether a value looks personal: text with an e-mail address in it, or an address of a page that gives away more than its
 * reader needs to know.
 *
 * @example
 * ```ts
 * looksPersonal('https://shop.example/?token=x1') // true
 * ```
 */
export function looksPersonal(value: unknown): boolean {
  if (typeof value !== 'string') return false
  const start = value.slice(0, MAX_ADDRESS)
  return hasEmail(value) || cleanAddress(start) !== start
}

/**
 * Whether the name at the end of a path is that of personal data.
 *
 * @example
 * ```ts
 * hasPersonalName('order.billing_address') // true
 * ```
 */
export function hasPersonalName(path: string): boolean {
  const name = (path.split('.').at(-1) ?? '').replace(/\[\d+\]$/, '').replace(/([a-z])([A-Z])/g, '$1_$2')
  return NAME.test(name.replace(/\["|"\]/g, '').replaceAll(' ', '_'))
}

/**
 * Whether a value is personal data, by the name at the end of its path or by its look. Objects are so by name alone.
 *
 * @example
 * ```ts
 * isPersonal('order.billing_address', {})  // true
 * isPersonal('props.query', 'a@b.example') // true
 * isPersonal('props.query', 'shoes')       // false
 * ```
 */
export function isPersonal(path: string, value: unknown): boolean {
  return hasPersonalName(path) || looksPersonal(value)
}

/**
 * The path of a field, which does not show a name that looks personal.
 *
 * @example
 * ```ts
 * pathTo('properties', 'total')           // 'properties.total'
 * pathTo('properties', 'ann@example.com') // 'properties["(redacted)"]'
 * ```
 */
export function pathTo(parent: string, name: string): string {
  return fieldPath(parent, looksPersonal(name) ? '(redacted)' : name)
}

/**
 * A text without what is personal in it, as trackers and collectors clean it: of an address its private parameters are
 * redacted. Undefined where it must go as a whole.
 *
 * @param isAddress Whether it is the address of a page, whatever it looks like.
 * @example
 * ```ts
 * withoutPersonal('/thanks?mail=ann@example.com') // '/thanks?mail=(redacted)'
 * withoutPersonal('for ann@example.com')          // undefined
 * ```
 */
export function withoutPersonal(text: string, isAddress = false): string | undefined {
  const kept = isAddress ? cleanUrl(text, { hash_routes: true }) : cleanAddress(text)
  return hasEmail(kept) ? undefined : kept
}

/** Names of fields that hold who somebody is, where they live or how to reach them, in any of the vocabularies. */
const NAME =
  /(^|_|\b)(e_?mail(_address)?|phone(_number)?|mobile_phone|first_?name|last_?name|full_?name|user_?name|company|street\w*|address\w*|\w+_address|zip(_?code)?|post_?code|postal\w*|city|province\w*|latitude|longitude|ip|\w*ip_?address|browser_ip|customer_ip_address|customer_user_agent|user_?agent|birth\w*|gender|recipient|reviewer\w*|password|credit_card\w*|tracking_numbers?|tracking_urls?)$/i

/** Text with an e-mail address in it, also one escaped for a URL. */
const EMAIL = /[^\s@/?&=:;,"'<>]{1,64}(@|%40)[a-z0-9.-]{1,190}\.[a-z]{2,24}/i

// Longer text is searched at its beginning only: what comes from outside must not cost more than it is worth.
const MAX_SEARCHED = 8192

/**
 * Whether text has an e-mail address in it.
 *
 * @example
 * ```ts
 * hasEmail('https://shop.example/?mail=ann%40example.com') // true
 * ```
 */
export function hasEmail(value: unknown): boolean {
  // Nearly no text has the sign, and to look for it costs a small part of the pattern.
  if (typeof value !== 'string' || !(value.includes('@') || value.includes('%40'))) return false
  return EMAIL.test(value.slice(0, MAX_SEARCHED))
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
  const name = (path.split('.').at(-1) ?? '').replace(/\[\d+\]$/, '').replace(/([a-z])([A-Z])/g, '$1_$2')
  return NAME.test(name.replace(/\["|"\]/g, '').replaceAll(' ', '_')) || hasEmail(value)
}

/**
 * An address of a page without its query where an e-mail address is in it; undefined where one is left then.
 *
 * @example
 * ```ts
 * withoutEmail('https://shop.example/thanks?mail=ann@example.com') // 'https://shop.example/thanks'
 * ```
 */
export function withoutEmail(url: string): string | undefined {
  if (!hasEmail(url)) return url
  const bare = url.split(/[?#]/)[0]!
  return hasEmail(bare) ? undefined : bare
}

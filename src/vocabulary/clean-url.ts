import { decodePercent } from './decode-percent'

/** Options of {@link cleanUrl}. */
export interface CleanUrlOptions {
  /**
   * Whether the part after `#` names a page, and so is kept.
   * @default false
   */
  readonly hash_routes?: boolean | undefined
}

/** What stands in place of what was taken out, as in GA4. */
const REDACTED = '(redacted)'

/** Characters of an address that are kept. */
const MAX_LENGTH = 2048

// With bounds, so that a hostile text costs no more than its length.
const EMAIL = /[^\s/?&=#:;,@]{1,64}(@|%40)[^\s/?&=#:;,@]{1,253}\.[a-z]{2,24}\b/gi

/** Names of parameters, in small letters and digits alone, that hold a credential or a person's data wherever they occur. */
const PRIVATE_NAME =
  /mail|token|passw|secret|sess|apikey|signature|(first|last|sur|full|user)name|birth|address|street|iban|^(key|sid|auth|pass|pwd|pin|otp|sig|user|login)$/

/** Names that do so where the value is a long number: `?phone=` may be a filter of a shop that sells them. */
const PHONE_NAME = /phone|mobile|^tel/

/** A telephone number with its country, or a JSON Web Token. */
const PRIVATE_VALUE = /^\s*\+(\d[\s().-]*){8,15}$|^ey[\w-]+\.ey/

const PAIR = /([?&#;])([^=&#;?/]+)=([^&#;?]*)/g

function isPrivate(name: string, value: string): boolean {
  const plain = name.toLowerCase().replace(/[^a-z\d]/g, '')
  return (
    PRIVATE_NAME.test(plain) ||
    PRIVATE_VALUE.test(value) ||
    (PHONE_NAME.test(plain) && /(\d\D*){6}/.test(value)) ||
    // The code of a sign-in is long, a coupon is short.
    (plain === 'code' && value.length > 19)
  )
}

function redact(text: string): string {
  return redactEmails(
    text.replace(PAIR, (pair: string, mark: string, name: string, value: string) => {
      const plain = decodePercent(value)
      // An address may hold another as a value.
      const hides = value !== '' && (isPrivate(name, plain) || redact(plain) !== plain)
      return hides ? `${mark}${name}=${REDACTED}` : pair
    }),
  )
}

/**
 * A text without the e-mail addresses in it.
 *
 * @example
 * redactEmails('Orders of ada@mail.example') // 'Orders of (redacted)'
 */
export function redactEmails(text: string): string {
  return text.replace(EMAIL, REDACTED)
}

/**
 * An address without personal data and credentials, as far as they can be told by their look: e-mail addresses anywhere,
 * and parameters whose name (`email`, `phone`, `token`, `session_id`, ...) or value (a telephone number, a JSON Web Token, an
 * address with such parameters in turn) says so. What is taken out leaves `(redacted)` behind. Without the part after `#`
 * unless that names a page; at most 2048 characters.
 *
 * @example
 * cleanUrl('https://shop.example/reset?email=ada%40mail.example&size=42#top')
 * // 'https://shop.example/reset?email=(redacted)&size=42'
 */
export function cleanUrl(url: string, { hash_routes }: CleanUrlOptions = {}): string {
  // Twice the length, so that nothing is cut in two before it is looked at.
  const kept = (hash_routes ? url : url.replace(/#.*/s, '')).slice(0, 2 * MAX_LENGTH)
  return redact(kept).slice(0, MAX_LENGTH)
}

/**
 * A text as {@link cleanUrl} has it where it looks like an address: with a scheme or a host, from the root (`/thanks?...`), or a query
 * or fragment alone. Any other text as it is.
 *
 * @example
 * cleanAddress('/thanks?token=x1') // '/thanks?token=(redacted)'
 * cleanAddress('Fish; chips=2')    // 'Fish; chips=2'
 */
export function cleanAddress(text: string): string {
  // Most have no parameters, and nothing to look for.
  if (text.length <= MAX_LENGTH && !/[?&#;@]|%40/.test(text)) return text
  return /^(\w+:)?\/|^[?#]/.test(text) ? cleanUrl(text, { hash_routes: true }) : text
}

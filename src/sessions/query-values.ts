import { decodePercent } from '../vocabulary/decode-percent'

/**
 * Characters of a URL that are read; what is beyond is ignored, so that a hostile one costs no more than a long one.
 */
export const MAX_URL_LENGTH = 8192

/** Characters of a parameter's value that are kept. Click ids of the big networks are under 300. */
export const MAX_VALUE_LENGTH = 512

/**
 * The first non-empty value of each parameter of a URL or bare query string, decoded, by lower-case name; never
 * throws.
 *
 * Names are compared without case, and a Map holds them, so `__proto__` is a name like any other. `a[]=1` is another
 * name than `a`. Of duplicates the first counts, as `URLSearchParams.get` has it (WHATWG URL standard, 6.2).
 * Parameters after `#` are read as well, after the query's own: shops with a hash router have theirs there. Broken
 * percent-encoding stays as it is written; control characters and lone surrogates, which some databases refuse,
 * become spaces.
 *
 * @param url A whole URL, `?a=b`, or `a=b`; anything but a string is empty.
 *
 * @example
 * queryValues('https://shop.example/?Q=a%20b&q=c') // Map { 'q' => 'a b' }
 */
export function queryValues(url: unknown): Map<string, string> {
  const values = new Map<string, string>()
  for (const part of cut(url, MAX_URL_LENGTH).split('#', 2)) {
    for (const pair of queryOf(part).split('&')) {
      const [name, value] = [pair.replace(/=.*/s, ''), pair.replace(/^[^=]*=?/, '')].map(decode) as [string, string]
      const key = name.toLowerCase()
      if (value && !values.has(key)) values.set(key, value)
    }
  }
  return values
}

/**
 * The beginning of a text; empty for anything but a text.
 *
 * @example
 * cut('abc', 2) // 'ab'
 */
export function cut(text: unknown, length: number): string {
  return typeof text === 'string' ? text.slice(0, length) : ''
}

/**
 * The beginning of a text, trimmed, with spaces for control characters and lone surrogates: safe to store.
 *
 * @example
 * clean(' a\u0000b ', 10) // 'a b'
 */
export function clean(text: unknown, length: number): string {
  return cut(text, length)
    .replace(/[\p{Cc}\p{Cs}]+/gu, ' ')
    .trim()
}

function queryOf(part: string): string {
  const mark = part.indexOf('?') + 1
  // A bare query has its first name before any `/` or `:`; a path such as `/a=b&c=d` is no query.
  return mark || /^[^/:=]+=/.test(part) ? part.slice(mark) : ''
}

function decode(text: string): string {
  return clean(decodePercent(text.replaceAll('+', ' ')), MAX_VALUE_LENGTH)
}

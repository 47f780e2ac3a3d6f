/**
 * Which pages may send: those of these origins, or any.
 *
 * @example
 * const allow_origins: AllowedOrigins = ['https://shop.example'] // '*' lets pages of any origin send
 * const collector = createMemoryCollector({ allow_origins })
 * const headers = { origin: 'https://other.example' }
 * const answer = await collector(new Request('https://collect.example/', { method: 'POST', headers }))
 * answer.status // => 403
 */
export type AllowedOrigins = readonly string[] | '*'

/** What is said of a request's origin. */
export interface OriginCheck {
  readonly isAllowed: boolean
  /** With them the page may read the answer. */
  readonly headers: Readonly<Record<string, string>>
}

/**
 * Makes the check of where a request comes from. Pages of the collector's own host may always send, and so may who is no
 * page, as servers are: those are for a write key to tell apart.
 *
 * @example
 * const check = createOriginCheck(['https://shop.example'])
 * check(request).isAllowed
 */
export function createOriginCheck(allowed: AllowedOrigins): (request: Request) => OriginCheck {
  const isListed = allowed === '*' ? () => true : (origin: string) => allowed.includes(origin)
  return ({ headers, url }) => {
    const origin = headers.get('origin')
    if (origin === null) return { isAllowed: true, headers: {} }
    const own = headers.get('host') || hostOf(url)
    const isAllowed = isListed(origin) || (own !== '' && hostOf(origin) === own.toLowerCase())
    // Nobody answers for others: a cache must not hand one page's answer to another.
    const vary = { vary: 'origin' }
    if (!isAllowed) return { isAllowed, headers: vary }
    return {
      isAllowed,
      headers: { ...vary, 'access-control-allow-origin': origin, 'access-control-expose-headers': 'retry-after' },
    }
  }
}

/** What a page may send that the browser asks for first. */
export const PREFLIGHT_HEADERS = {
  'access-control-allow-methods': 'POST',
  'access-control-allow-headers': 'authorization, content-encoding, content-type',
  'access-control-max-age': '86400',
} as const

/** The host of an address, by which a proxy that ends TLS leaves it as it is; empty where it is none. */
function hostOf(url: string): string {
  return /^https?:\/\/([^/]*)/i.exec(url)?.[1]?.toLowerCase() ?? ''
}

import { CLICK_IDS } from '../sessions/click-ids'

/**
 * Which addresses are one page.
 *
 * @example
 * // A shop with `/#/cart` and `/#/checkout`: the tracker and the plugin must tell pages apart alike.
 * const options: PageKeyOptions = { hash_routes: true }
 * createTracker({ endpoint: '/collect', plugins: [webVitals(options)], ...options })
 */
export interface PageKeyOptions {
  /**
   * Whether the part after `#` names a page.
   * @default false
   */
  readonly hash_routes?: boolean | undefined
}

/**
 * What two addresses of one page have in common: path and query, whatever the order of the parameters, without campaign
 * parameters and click ids, which say where a reader came from and are often taken out of the address once they are read.
 *
 * @param url An absolute address: `location.href`.
 *
 * @example
 * pageKey('https://shop.example/list?b=2&a=1&utm_source=news#top') // '/list?a=1&b=2'
 */
export function pageKey(url: string, { hash_routes }: PageKeyOptions = {}): string {
  const { pathname, searchParams, hash } = new URL(url)
  for (const name of [...searchParams.keys()]) {
    const known = name.toLowerCase()
    if (known.startsWith('utm_') || known in CLICK_IDS) searchParams.delete(name)
  }
  searchParams.sort()
  return `${pathname}?${searchParams}${hash_routes ? hash : ''}`
}

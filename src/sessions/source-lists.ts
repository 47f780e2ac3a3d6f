import { cut } from './query-values'

/**
 * What kind of site a host is.
 *
 * @example
 * const none = { ai: '', email: '', shopping: '', video: '', social: '', search: '' }
 * const asOne = (category: SourceCategory): SourceLists => ({ ...none, [category]: 'boots.example' })
 * const link = { source: 'boots.example', medium: 'referral' }
 * channelOf(link, asOne('social')) // => 'organic_social'
 * channelOf(link, asOne('shopping')) // => 'organic_shopping'
 */
export type SourceCategory = 'ai' | 'email' | 'shopping' | 'video' | 'social' | 'search'

/**
 * Known sites by kind: space-separated entries, lower case. An entry is
 * - a host, its subdomains included: `pin.it`;
 * - a host in any country, and its name: `google.*` is google.de, google.co.uk and the source `google`;
 * - a name, and the host that adds `.com`: `facebook`; a space is written `_`;
 * - the package name of an Android app: `com.google.android.gm`.
 *
 * Keys stand in the order `ai email shopping video social search`: what stands in several lists counts for the first.
 *
 * @example
 * const lists: SourceLists = { ai: '', email: '', shopping: 'idealo.*', video: '', social: '', search: '' }
 * const page = { url: 'https://shop.example/', referrer: 'https://www.idealo.at/' }
 * trafficSource(page).channel // => 'referral'
 * trafficSource(page, { lists }).channel // => 'organic_shopping'
 */
export type SourceLists = Readonly<Record<SourceCategory, string>>

/** A site that was found in the lists. */
export interface KnownSource {
  readonly category: SourceCategory
  /** The part of the host that matched: `facebook.com` for `m.facebook.com`; a name as it is. */
  readonly site: string
}

// Portals have much below their domain that is no search (docs.google.com, finance.yahoo.com), so of a search engine's
// subdomains only these are taken for it.
const SEARCH_HOST = /^((www?\d*|m|r|..|search|images?|news|scholar|lens)\.)*$/

const indexes = new WeakMap<SourceLists, Map<string, SourceCategory>>()

function indexOf(lists: SourceLists): Map<string, SourceCategory> {
  let index = indexes.get(lists)
  if (!index) {
    index = new Map()
    for (const category in lists) {
      for (const entry of lists[category as SourceCategory].split(' ')) {
        for (const key of [entry, entry.includes('.') ? entry.replace('.*', '') : `${entry}.com`]) {
          if (!index.has(key)) index.set(key, category as SourceCategory)
        }
      }
    }
    indexes.set(lists, index)
  }
  return index
}

/**
 * What is known of a host or of a `utm_source`, or undefined. Hosts match by suffix on label boundaries and the longest
 * entry counts: `m.facebook.com` is `facebook.com`, `notfacebook.com` is not, `mail.google.com` is mail and not search.
 *
 * @param source A host without port, or a name; case does not matter.
 *
 * @example
 * findSource('l.instagram.com', COMPACT_LISTS) // { category: 'social', site: 'instagram.com' }
 * findSource('google.co.uk', COMPACT_LISTS) // { category: 'search', site: 'google.co.uk' }
 */
export function findSource(source: string, lists: SourceLists): KnownSource | undefined {
  const index = indexOf(lists)
  const host = cut(source, 253).toLowerCase().replaceAll(' ', '_')
  // A name is a whole source: the last label of `x.google` is not the source `google`.
  for (let at = 0; !at || host.includes('.', at); at = host.indexOf('.', at) + 1 || 253) {
    const site = host.slice(at)
    // Matomo lets its `{}` be `com` and `co` before a country as well (searchengine-and-social-list, README, "urls").
    const category = index.get(site) ?? index.get(site.replace(/(\.com?)?\.([a-z]{2}|com)$/, '.*'))
    if (category && (category !== 'search' || SEARCH_HOST.test(host.slice(0, at)))) return { category, site }
  }
  return undefined
}

/**
 * Whether a host is one of some hosts or below one of them.
 *
 * @example
 * isHostOf('www.paypal.com', ['paypal.com']) // true
 * isHostOf('notpaypal.com', ['paypal.com']) // false
 */
export function isHostOf(host: string, hosts: readonly string[]): boolean {
  return hosts.some((each) => `.${host}`.endsWith(`.${each.toLowerCase()}`))
}

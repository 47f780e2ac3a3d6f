import { CAMPAIGN_FIELDS, type CampaignField } from './campaign-fields'
import { type Channel, channelOf } from './channel'
import { CLICK_IDS, impliedSource } from './click-ids'
import { COMPACT_LISTS } from './compact-lists'
import { clean, cut, MAX_URL_LENGTH, queryValues } from './query-values'
import { findSource, isHostOf, type SourceLists } from './source-lists'

/**
 * Where a visit came from. Absent fields are unknown.
 *
 * @example
 * const { source, medium, name }: TrafficSource = trafficSource({ url: '?utm_source=news&utm_campaign=spring' })
 * source // => 'news'
 * medium // => '(not set)'
 * name // => 'spring'
 */
export interface TrafficSource {
  /** `google`, `facebook.com`, a `utm_source` as written, `(direct)`, or `(not set)` where tags name none. */
  readonly source: string
  /** `organic`, `referral`, `email`, `ai-assistant`, a `utm_medium` as written, `(none)` or `(not set)`. */
  readonly medium: string
  /** The campaign's name, `utm_campaign`. */
  readonly name?: string
  /** `utm_term`. */
  readonly term?: string
  /** `utm_content`. */
  readonly content?: string
  /** `utm_id`. */
  readonly id?: string
  /** Click ids by lower-case parameter name; only those that `CLICK_IDS` lists. */
  readonly click_ids: Readonly<Record<string, string>>
  readonly channel: Channel
}

/**
 * What a page knows of where its reader came from.
 *
 * @example
 * const page: LandingPage = { url: 'https://shop.example/shoes?gclid=EAIaIQ', referrer: 'https://www.google.com/' }
 * trafficSource(page).channel // => 'paid_search'
 */
export interface LandingPage {
  /** The page's address, or its query string alone. */
  readonly url?: string | null | undefined
  /** The address of the page that led here, as `document.referrer` gives it; a host alone is written `//host`. */
  readonly referrer?: string | null | undefined
}

/**
 * Options of {@link trafficSource}.
 *
 * @example
 * const options: TrafficSourceOptions = { own_hosts: ['shop-blog.example'] }
 * const page = { url: 'https://shop.example/', referrer: 'https://shop-blog.example/boots' }
 * trafficSource(page).channel // => 'referral'
 * trafficSource(page, options).channel // => 'direct'
 */
export interface TrafficSourceOptions {
  /**
   * Hosts of the shop, their subdomains included. The landing page's own host always is one, with what is above and
   * below it (`shop.example` and `checkout.shop.example`).
   * @default []
   */
  readonly own_hosts?: readonly string[] | undefined
  /**
   * Hosts that a shopper is sent to and comes back from, their subdomains included.
   * @default PASS_THROUGH_HOSTS
   */
  readonly pass_through_hosts?: readonly string[] | undefined
  /**
   * Known sites by kind.
   * @default COMPACT_LISTS
   */
  readonly lists?: SourceLists | undefined
}

/**
 * Payment, bank and sign-in pages that send a shopper back: never where a visit came from. The remedy is GA4's
 * (Analytics Help, "Identify unwanted referrals"), which leaves the list to each shop.
 *
 * @example
 * const page = { url: 'https://shop.example/thanks', referrer: 'https://bank.example/' }
 * trafficSource(page, { pass_through_hosts: [...PASS_THROUGH_HOSTS, 'bank.example'] }).channel // => 'direct'
 */
export const PASS_THROUGH_HOSTS: readonly string[] = [
  'paypal.com',
  'stripe.com',
  'klarna.com',
  'adyen.com',
  'mollie.com',
  'pay.google.com',
  'pay.amazon.com',
  'accounts.google.com',
  'appleid.apple.com',
]

/**
 * Where a page's reader came from: campaign parameters first (`utm_source utm_medium utm_campaign utm_term
 * utm_content utm_id`), then click ids (`CLICK_IDS`), then the referrer, else `(direct)` / `(none)`. Never throws.
 *
 * - What tags leave out, a click id or the referrer fills in: the source always, the medium only where the source is
 *   filled in from the same place, or from a click id. What nothing says is `(not set)`, as in GA4.
 * - A referrer of the shop's own hosts, or of a payment or sign-in page, says nothing. Parameters beside it count all
 *   the same: a redirect inside the shop must not lose a campaign.
 * - A search engine is a short name with medium `organic`; an assistant has `ai-assistant` (GA4's medium), a mail
 *   host `email` (GA4 has `referral`), any other site `referral`, with the host that the lists know it by
 *   (`l.facebook.com` is `facebook.com`).
 * - An id that networks add to unpaid clicks too (`fbclid`) yields to a referrer that is more exact
 *   (`l.instagram.com`).
 *
 * @example
 * trafficSource({ url: 'https://shop.example/?utm_source=news&utm_medium=email' }).channel // => 'email'
 * trafficSource({ url: 'https://shop.example/', referrer: 'https://www.google.de/' }).source // => 'google'
 * trafficSource({ url: 'https://shop.example/', referrer: 'https://pay.shop.example/' }).channel // => 'direct'
 */
export function trafficSource(page: LandingPage, options: TrafficSourceOptions = {}): TrafficSource {
  const lists = options.lists ?? COMPACT_LISTS
  const values = queryValues(page.url)
  const click_ids: Record<string, string> = {}
  for (const name in CLICK_IDS) if (values.has(name)) click_ids[name] = values.get(name)!
  const tags: { [field in CampaignField]?: string } = {}
  for (const field of CAMPAIGN_FIELDS) {
    const value = values.get(`utm_${field === 'name' ? 'campaign' : field}`)
    if (value) tags[field] = value
  }
  const referred = referralSource(page, options, lists)
  const implied = impliedSource(click_ids)
  const click = referred[2] && implied[1] === 'referral' ? [] : implied
  const [source, medium] = click[0] ? click : referred
  const unsaid = Object.keys(tags).length > 0 ? '(not set)' : undefined
  const traffic = {
    ...tags,
    source: tags.source ?? source ?? unsaid ?? '(direct)',
    medium: tags.medium ?? (tags.source ? click[1] : medium) ?? unsaid ?? '(none)',
    click_ids,
  }
  return { ...traffic, channel: channelOf(traffic, lists) }
}

const MEDIUMS: Readonly<Record<string, string>> = { ai: 'ai-assistant', email: 'email', search: 'organic' }

/** Source, medium and, where the lists know the site, its kind; empty where the referrer says nothing. */
function referralSource(page: LandingPage, options: TrafficSourceOptions, lists: SourceLists): string[] {
  const host = hostOf(page.referrer)
  const own = hostOf(page.url)
  const silent = [...(options.own_hosts ?? []), ...(options.pass_through_hosts ?? PASS_THROUGH_HOSTS)]
  if (!host || isHostOf(host, silent) || (own && (isHostOf(host, [own]) || isHostOf(own, [host])))) return []
  const { category = '', site } = findSource(host, lists) ?? { site: host }
  // `search.brave.com` is `brave`, `com.google.android.googlequicksearchbox` is `google`.
  const source = category === 'search' ? site.replace(/^(com|search|m)\./, '').replace(/\..*/, '') : site
  return [source, MEDIUMS[category] ?? 'referral', category]
}

/** The host of an address, lower case, without `www.`, port and user; empty where there is none. */
function hostOf(url: unknown): string {
  const found = /^([a-z][\w+.-]*:)?\/\/([^/?#@]*@)?(\[[^\]]*\]|[^/?#:]+)/i.exec(cut(url, MAX_URL_LENGTH))
  return clean(found?.[3], 253)
    .toLowerCase()
    .replace(/^www\.|\.$/g, '')
}

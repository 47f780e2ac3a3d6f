import { impliedSource } from './click-ids'
import { COMPACT_LISTS } from './compact-lists'
import { clean, MAX_VALUE_LENGTH } from './query-values'
import { findSource, type SourceLists } from './source-lists'

/**
 * Every channel that {@link channelOf} can give.
 *
 * @example
 * CHANNELS.includes('organic_search') // => true
 */
export const CHANNELS = [
  'direct',
  'organic_search',
  'paid_search',
  'organic_social',
  'paid_social',
  'email',
  'sms',
  'push',
  'referral',
  'affiliate',
  'marketplace',
  'remarketing',
  'ai_assistant',
  'offline',
  'display',
  'organic_video',
  'paid_video',
  'organic_shopping',
  'paid_shopping',
  'audio',
  'cross_network',
  'paid_other',
  'unassigned',
] as const

/**
 * How a shopper came: GA4's default channel groups and four of Aisle's own.
 *
 * @example
 * const bought: readonly Channel[] = ['paid_search', 'paid_social', 'paid_shopping', 'display', 'affiliate']
 * bought.includes(channelOf({ source: 'google', medium: 'cpc' })) // => true
 * bought.includes(channelOf({ source: 'google', medium: 'organic' })) // => false
 */
export type Channel = (typeof CHANNELS)[number]

/**
 * What a channel is derived from. Absent, `null` and empty fields say nothing.
 *
 * @example
 * const untagged: ChannelInput = { source: 'google', medium: 'organic' }
 * channelOf(untagged) // => 'organic_search'
 * channelOf({ ...untagged, click_ids: { gclid: 'EAIaIQ' } }) // => 'paid_search'
 */
export interface ChannelInput {
  readonly source?: string | null | undefined
  readonly medium?: string | null | undefined
  /** The campaign's name. */
  readonly name?: string | null | undefined
  readonly click_ids?: Readonly<Record<string, unknown>> | null | undefined
}

// Google writes the first two as ^(.*cp.*|ppc|retargeting|paid.*)$ and ^(.*(([^a-df-z]|^)shop|shopping).*)$.
const PAID = /cp|^(ppc|retargeting)$|^paid/
const SHOPPING = /([^a-df-z]|^)shop|shopping/
const DISPLAY = /^(display|banner|expandable|interstitial|cpm)$/
const SOCIAL = /^(social|sm|social[- ](network|media))$/
const EMAIL = /^e[-_ ]?mail$/
const PUSH = /push$|mobile|notification/
const REMARKETING = /(^|[^a-z])re[-_ ]?(target|market)/
const OFFLINE = /^(offline|print|qr|flyer|catalog(ue)?|direct[- _]mail|(in-?)?store|pos|tv|radio|billboard)$/

/**
 * The channel of a traffic source. Letter case does not matter; anything may be absent; never throws.
 *
 * **GA4's rules**, in the order in which Google documents them for manual traffic (Analytics Help, "[GA4] Default
 * channel group", answer 9756891): direct, cross-network, paid shopping, paid search, paid social, paid video,
 * display, paid other, (AI assistant,) organic shopping, organic social, organic video, organic search, referral,
 * email, affiliates, audio, SMS, mobile push; else unassigned. The first that matches counts, with Google's
 * surprises: an e-mail whose campaign is called `shop_sale` is organic shopping.
 *
 * **Aisle's own**, and where they stand among them:
 * - `remarketing` comes right after direct: the medium says `retargeting` or `remarketing`, or the campaign's name
 *   does and the medium is paid or display. GA4 has such visits among the paid groups. An e-mail campaign that is
 *   called remarketing stays e-mail.
 * - `ai_assistant`, `marketplace` and `offline` come after every paid group (an ad in an assistant is an ad) and
 *   before the organic ones (gemini.google.com is no search). `ai_assistant` is GA4's own since 13 May 2026
 *   (Analytics Help, "What's new": medium `ai-assistant`); here a known assistant as source is enough. `marketplace`
 *   and `offline` are told by their medium alone (`marketplace`; `offline`, `print`, `qr`, `store`, `tv`, ...),
 *   `offline` by the source too. Amazon or eBay as a referrer is organic shopping, as in GA4.
 *
 * **Click ids** decide what tags leave open: one that proves payment turns an unpaid, unnamed group (organic,
 * referral, direct, unassigned) into its paid one, as GA4 puts what Google Ads tagged before manual tags; any other
 * one names the source only where tags leave it unassigned. Which Google network an ad ran in the address does not
 * say, so `gclid` alone is paid search.
 *
 * @param lists Known sites; `FULL_LISTS` knows more.
 *
 * @example
 * channelOf({ source: 'google', medium: 'cpc' }) // => 'paid_search'
 * channelOf({ source: 'm.facebook.com', medium: 'referral' }) // => 'organic_social'
 * channelOf({ source: 'criteo', medium: 'retargeting' }) // => 'remarketing'
 */
export function channelOf(traffic: ChannelInput, lists: SourceLists = COMPACT_LISTS): Channel {
  const name = lower(traffic.name)
  const tagged = channelOfTags(lower(traffic.source), lower(traffic.medium), name, lists)
  const [source, medium = ''] = impliedSource(traffic.click_ids)
  const open = medium === 'cpc' ? /^(org|ref|dir|un)/ : /^un/
  return source && open.test(tagged) ? channelOfTags(source, medium, name, lists) : tagged
}

function channelOfTags(source: string, medium: string, name: string, lists: SourceLists): Channel {
  if (source === '(direct)' && /^(\((not set|none)\))?$/.test(medium)) return 'direct'
  const category = findSource(source, lists)?.category
  const isPaid = PAID.test(medium)
  const isDisplay = DISPLAY.test(medium)
  const isShopping = category === 'shopping' || SHOPPING.test(name)
  if (REMARKETING.test(medium) || ((isPaid || isDisplay) && REMARKETING.test(name))) return 'remarketing'
  if (name.includes('cross-network')) return 'cross_network'
  if (isPaid) {
    if (isShopping) return 'paid_shopping'
    if (category === 'search' || category === 'social' || category === 'video') return `paid_${category}`
  }
  if (isDisplay) return 'display'
  if (isPaid) return 'paid_other'
  if (medium === 'marketplace') return medium
  if (source === 'offline' || OFFLINE.test(medium)) return 'offline'
  if (category === 'ai' || medium === 'ai-assistant') return 'ai_assistant'
  if (isShopping) return 'organic_shopping'
  return unpaidChannel(source, medium, category)
}

function unpaidChannel(source: string, medium: string, category: string | undefined): Channel {
  if (category === 'social' || SOCIAL.test(medium)) return 'organic_social'
  if (category === 'video' || medium.includes('video')) return 'organic_video'
  if (category === 'search' || medium === 'organic') return 'organic_search'
  if (medium === 'referral' || medium === 'app' || medium === 'link') return 'referral'
  if (EMAIL.test(source) || EMAIL.test(medium)) return 'email'
  if (medium === 'affiliate' || medium === 'audio') return medium
  if (source === 'sms' || medium === 'sms') return 'sms'
  return source === 'firebase' || PUSH.test(medium) ? 'push' : 'unassigned'
}

function lower(text: unknown): string {
  return clean(text, MAX_VALUE_LENGTH).toLowerCase()
}

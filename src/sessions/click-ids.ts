/**
 * Click ids: parameters that networks add to a landing page's address by themselves, and the source and medium that
 * each one implies, as `source/medium`. In order of precedence: where several are present, the first here counts.
 *
 * - `cpc`: the network adds it to clicks on ads only. `gclid gbraid wbraid` (Google Ads Help, "Auto-tagging"),
 *   `msclkid` (Microsoft Advertising), `ttclid` (TikTok), `twclid` (X), `li_fat_id` (LinkedIn), `sccid` (Snapchat,
 *   written `ScCid`), `rdt_cid` (Reddit), `yclid` (Yandex Direct).
 * - `cpm`: `dclid` (Campaign Manager and Display & Video 360, whose source Google Analytics calls `dfa`).
 * - `affiliate`: `awc` (Awin), `cjevent` (CJ), `irclickid` (impact.com).
 * - `referral`: added to paid and unpaid clicks alike, so they prove the network and not the payment: `fbclid`
 *   (Facebook, Instagram), `epik` (Pinterest). A shop that tags its ads tells the two apart.
 * - `organic`: `srsltid` (free listings: Google Merchant Center Help, "Auto-tagging").
 */
export const CLICK_IDS: Readonly<Record<string, string>> = {
  gclid: 'google/cpc',
  gbraid: 'google/cpc',
  wbraid: 'google/cpc',
  msclkid: 'bing/cpc',
  ttclid: 'tiktok/cpc',
  twclid: 'twitter/cpc',
  li_fat_id: 'linkedin/cpc',
  sccid: 'snapchat/cpc',
  rdt_cid: 'reddit/cpc',
  yclid: 'yandex/cpc',
  dclid: 'dfa/cpm',
  awc: 'awin/affiliate',
  cjevent: 'cj/affiliate',
  irclickid: 'impact/affiliate',
  fbclid: 'facebook.com/referral',
  epik: 'pinterest.com/referral',
  srsltid: 'google shopping/organic',
}

/**
 * The source and medium implied by the first of {@link CLICK_IDS} that is present; empty where none is.
 *
 * @example
 * impliedSource({ fbclid: 'IwAR1', gclid: 'Cj0K' }) // ['google', 'cpc']
 */
export function impliedSource(click_ids: Readonly<Record<string, unknown>> | null | undefined): string[] {
  const name = Object.keys(CLICK_IDS).find((each) => click_ids?.[each])
  return name ? CLICK_IDS[name]!.split('/') : []
}

/**
 * Which names GA4 takes for events and parameters. What has another name it answers with 2xx, and drops.
 *
 * Letters, digits and underscores, a letter first, at most 40
 * (https://developers.google.com/analytics/devguides/collection/protocol/ga4/sending-events#limitations), and none that it
 * keeps for itself: those of the Measurement Protocol
 * (https://developers.google.com/analytics/devguides/collection/protocol/ga4/reference#reserved_names) and of web streams
 * (https://support.google.com/analytics/answer/13316687).
 *
 * @module
 */
const NAME = /^[a-zA-Z]\w{0,39}$/
const RESERVED_PREFIX = /^(ga_|google_|firebase_|query_id)/

const RESERVED_EVENTS: ReadonlySet<string> = new Set([
  ...['ad_activeview', 'ad_click', 'ad_exposure', 'ad_impression', 'ad_query', 'ad_reward', 'adunit_exposure'],
  ...['app_background', 'app_clear_data', 'app_exception', 'app_install', 'app_remove', 'app_store_refund'],
  ...['app_store_subscription_cancel', 'app_store_subscription_convert', 'app_store_subscription_renew'],
  ...['app_uninstall', 'app_update', 'app_upgrade', 'click', 'dynamic_link_app_open', 'dynamic_link_app_update'],
  ...['dynamic_link_first_open', 'error', 'file_download', 'first_open', 'first_visit', 'form_start', 'form_submit'],
  ...['in_app_purchase', 'notification_dismiss', 'notification_foreground', 'notification_open'],
  ...['notification_receive', 'notification_send', 'os_update', 'page_view', 'screen_view', 'scroll', 'session_start'],
  ...['session_start_with_rollout', 'user_engagement', 'video_progress', 'video_start', 'view_complete'],
  'view_search_results',
])
const RESERVED_PARAMETERS: ReadonlySet<string> = new Set([
  'engagement_time_msec',
  'gclid',
  'session_id',
  'session_number',
])

/** What is wanted of a name, in words. */
export const WANTED_NAME =
  'a name of at most 40 letters, digits and _, a letter first, that GA4 does not keep for itself'

/**
 * Whether GA4 takes an event of the shop's own under a name.
 *
 * @example
 * ```ts
 * isOwnEvent('quiz_finished') // true
 * isOwnEvent('session_start') // false
 * ```
 */
export function isOwnEvent(name: string): boolean {
  return NAME.test(name) && !RESERVED_PREFIX.test(name) && !RESERVED_EVENTS.has(name)
}

/**
 * Whether GA4 takes a parameter of the shop's own, of an event or an item, under a name.
 *
 * @example
 * ```ts
 * isOwnParameter('quiz_score') // true
 * isOwnParameter('ga_score')   // false
 * ```
 */
export function isOwnParameter(name: string): boolean {
  return NAME.test(name) && !RESERVED_PREFIX.test(name) && !RESERVED_PARAMETERS.has(name)
}

import type { Notes } from '../support/notes'

/**
 * How user properties are named.
 *
 * @example
 * ```ts
 * const naming: UserPropertyOptions = { prefix: 'shop_' }
 * const left = { client_id: '31.37', name: 'vip', to: 'out', at: Date.now() }
 * const { requests } = toGa4UserProperties([left], { measurement_id: 'G-1', api_secret: 's-1', ...naming })
 * requests[0]?.body.user_properties // => { shop_vip: { value: 'out' } }
 * ```
 */
export interface UserPropertyOptions {
  /**
   * Before the name of each property.
   * @default 'aisle_', with which every built-in name is short enough for GA4
   */
  readonly prefix?: string | undefined
}

/** GA4's limits (https://support.google.com/analytics/answer/9267744): what is longer it does not take. */
const NAME = /^[a-zA-Z]\w{0,23}$/
const MAX_VALUE = 36

/** Names that GA4 keeps for itself begin so, or are these (https://developers.google.com/analytics/devguides/collection/protocol/ga4/user-properties). */
const RESERVED =
  /^(google_|ga_|firebase_|(first_open_time|first_visit_time|last_deep_link_referrer|user_id|first_open_after_install)$)/

/**
 * A segment's outcome, or the stage of a set, as a user property of GA4; undefined where GA4 would not take it, which is noted.
 *
 * @param answer Its name, `in`, `out`, `unknown` or the stage, and the path of both where they are of a list.
 *
 * @example
 * ```ts
 * toUserProperty({ name: 'vip', to: 'in' }, {}, notes) // ['aisle_vip', 'in']
 * ```
 */
export function toUserProperty(
  { name, to, path = name }: { readonly name: string; readonly to: string; readonly path?: string },
  { prefix = 'aisle_' }: UserPropertyOptions,
  notes: Notes,
): [name: string, value: string] | undefined {
  const property = `${prefix}${name}`
  if (NAME.test(property) && !RESERVED.test(property) && to.length <= MAX_VALUE) return [property, to]
  notes.lose(path, to, {
    code: 'bad_format',
    wanted: `at most 24 letters, digits and _, with at most ${MAX_VALUE} characters`,
  })
  return undefined
}

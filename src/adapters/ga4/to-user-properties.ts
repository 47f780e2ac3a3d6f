import type { Outgoing } from '../support/outgoing'
import type { PlainObject } from '../support/plain'
import { openSource } from '../support/source'
import { hasTime, type Taken, takeEach } from '../support/take-each'
import type { Ga4Options } from './to-ga4'
import { toUserProperty, type UserPropertyOptions } from './user-property'

/**
 * A change of what is known of a shopper.
 *
 * @example
 * ```ts
 * const change: UserChange = { client_id: '31.37', user_id: 'u-42', name: 'loyalty_tier', to: 'gold', at: Date.now() }
 * const { requests } = toGa4UserProperties([change], { measurement_id: 'G-1', api_secret: 's-1' })
 * requests[0]?.body.user_properties // => { aisle_loyalty_tier: { value: 'gold' } }
 * ```
 */
export interface UserChange {
  /** The browser, as GA4 knows it: the `client_id` of its own cookie. */
  readonly client_id: string
  readonly user_id?: string | undefined
  /** Of the segment, or of the stage set. */
  readonly name: string
  /** `in`, `out`, `unknown`, or the stage. */
  readonly to: string
  /** In milliseconds since 1970. */
  readonly at: number
}

/**
 * Changes as requests of the Measurement Protocol, one each, in their order: a user property that says how it is now, and an
 * event `membership_changed` that says that it changed, so that GA4 has something to hang the property on.
 *
 * @example
 * ```ts
 * toGa4UserProperties([{ client_id: '31.37', name: 'vip', to: 'in', at: Date.now() }], { measurement_id: 'G-1', api_secret: 's-1' })
 * ```
 */
export function toGa4UserProperties(
  changes: readonly UserChange[],
  options: Ga4Options & UserPropertyOptions,
): Outgoing {
  const { measurement_id, api_secret, endpoint = 'https://www.google-analytics.com/mp/collect' } = options
  const url = `${endpoint}?measurement_id=${encodeURIComponent(measurement_id)}&api_secret=${encodeURIComponent(api_secret)}`
  const { taken, losses } = takeEach(changes, 'changes')
  const requests = taken.flatMap((change) => {
    const body = toBody(change, options)
    return body ? [{ method: 'POST' as const, url, headers: { 'content-type': 'application/json' }, body }] : []
  })
  return { requests, ...losses() }
}

function toBody(change: Taken, options: UserPropertyOptions): PlainObject | undefined {
  const { thing, path, notes } = change
  const source = openSource(thing, path)
  const [client_id, user_id, at] = ['client_id', 'user_id', 'at'].map((field) => source.take(field))
  const [name, to] = [source.take('name'), source.take('to')]
  if (typeof client_id !== 'string' || typeof name !== 'string' || typeof to !== 'string') {
    notes.lose(path, thing, { code: 'missing', wanted: 'a client_id, a name, and what it is now' })
    return undefined
  }
  if (!hasTime(at, change)) return undefined
  const property = toUserProperty({ name, to, path: source.pathOf('name') }, options, notes)
  if (!property) return undefined
  source.loseRest(notes)
  const [membership, membership_value] = property
  return {
    client_id,
    ...(typeof user_id === 'string' && { user_id }),
    timestamp_micros: at * 1_000,
    user_properties: { [membership]: { value: membership_value } },
    events: [{ name: 'membership_changed', params: { membership, membership_value } }],
  }
}

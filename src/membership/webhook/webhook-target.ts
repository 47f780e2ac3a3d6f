import type { MembershipChange } from '../change'
import { post } from '../post'
import { refuseOption } from '../refuse-option'
import type { MembershipTarget } from '../target'
import { parseSecret, sign } from './signature'

/**
 * Options of {@link webhook}.
 *
 * @example
 * ```ts
 * const options: WebhookOptions = {
 *   url: 'http://mailer.internal:8080/membership',
 *   secret: `whsec_${btoa('a secret of 24 to 64 bytes')}`,
 *   wants: ({ kind }) => kind === 'stage',
 * }
 * webhook(options).name // => 'webhook'
 * ```
 */
export interface WebhookOptions {
  /** Where it goes: with `https:`, or `http:` within a network of one's own. */
  readonly url: string
  /** `whsec_` and 24 to 64 random bytes in base64, which the receiver has as well. */
  readonly secret: string
  /** @default 'webhook' */
  readonly name?: string | undefined
  /** Which changes it is told of. @default all */
  readonly wants?: MembershipTarget['wants']
  /** How it is sent, such as through a proxy. @default the global `fetch` */
  readonly fetch?: typeof globalThis.fetch | undefined
}

/**
 * What a webhook says.
 *
 * @example
 * ```ts
 * const mailOf = ({ type, data }: WebhookMessage) =>
 *   type === 'segment.entered' && data.name === 'cart_abandoner' ? { to: data.shopper_id, what: 'cart' } : undefined
 * ```
 */
export interface WebhookMessage {
  readonly type: 'segment.entered' | 'segment.left' | 'stage.reached'
  /** The instant of the change, in ISO 8601. */
  readonly timestamp: string
  readonly data: MembershipChange
}

/**
 * A target that posts each change to a server of the shop's own, signed as Standard Webhooks has it: `webhook-id` is the
 * change's key, `webhook-timestamp` the second of the attempt, `webhook-signature` HMAC-SHA256 over both and the body.
 * {@link verifyWebhook} is for the receiver.
 *
 * @throws TypeError with code `invalid_membership_options` for an address or a secret that is none.
 *
 * @example
 * ```ts
 * const secret = `whsec_${btoa('a secret of 24 to 64 bytes')}`
 * webhook({ url: 'https://shop.example/hooks/membership', secret })
 * ```
 */
export function webhook({ url, secret, name = 'webhook', wants, fetch }: WebhookOptions): MembershipTarget {
  const key_bytes = parseSecret(secret)
  const address = URL.canParse(url) ? new URL(url) : undefined
  if (!address || !/^https?:$/.test(address.protocol) || address.username || address.password)
    refuseOption('url', 'something else', 'an address with https: or http:, without a user or a password')
  return {
    name,
    wants,
    async send(change, { key, now, signal }) {
      const body = JSON.stringify(messageOf(change))
      const timestamp = String(Math.floor(now / 1_000))
      const headers = {
        'content-type': 'application/json',
        'webhook-id': key,
        'webhook-timestamp': timestamp,
        'webhook-signature': await sign(key_bytes, { id: key, timestamp, body }),
      }
      return post({ url, headers, body, signal, fetch })
    },
  }
}

function messageOf(change: MembershipChange): WebhookMessage {
  const { kind, to, at } = change
  const type = kind === 'stage' ? 'stage.reached' : to === 'in' ? 'segment.entered' : 'segment.left'
  return { type, timestamp: new Date(at).toISOString(), data: change }
}

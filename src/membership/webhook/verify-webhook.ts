import { isSameText, parseSecret, sign } from './signature'
import type { WebhookMessage } from './webhook-target'

/**
 * Options of {@link verifyWebhook}.
 *
 * @example
 * ```ts
 * const [last, next] = [btoa('the secret of last month'), btoa('the secret of this month')]
 * // Both hold until the sender has the new one.
 * const options: VerifyOptions = { secret: [`whsec_${last}`, `whsec_${next}`], tolerance_s: 60 }
 * const verify = async (request: Request) => verifyWebhook(request.headers, await request.text(), options)
 * ```
 */
export interface VerifyOptions {
  /** That of {@link webhook}; several while one takes the place of another. */
  readonly secret: string | readonly string[]
  /**
   * How far the time of the attempt may be from now, in seconds: what is older may be somebody's copy, sent again.
   * @default 300, as the specification's libraries have it
   */
  readonly tolerance_s?: number | undefined
  /**
   * The time now, in milliseconds since 1970.
   * @default Date.now()
   */
  readonly now?: number | undefined
}

/**
 * What {@link verifyWebhook} gives.
 *
 * @example
 * ```ts
 * const secret = `whsec_${btoa('a secret of 24 to 64 bytes')}`
 * const verified: Verification = await verifyWebhook(new Headers(), '{}', { secret })
 * verified.ok ? verified.message.type : verified.reason // => 'no_signature'
 * ```
 */
export type Verification =
  | { readonly ok: true /** To take each change once by. */; readonly key: string; readonly message: WebhookMessage }
  | { readonly ok: false; readonly reason: 'no_signature' | 'wrong_signature' | 'too_old' | 'no_message' }

/** The most signatures of one request that are looked at: a sender that changes its secret has two. */
const MAX_SIGNATURES = 8

/**
 * Whether a request comes from who has the secret, came just now, and is as it was sent. For the receiver; runs wherever
 * there is Web Crypto. Never throws for what a request says.
 *
 * @param headers Of the request, as `Headers` or as an object with names in small letters.
 * @param body Of the request, to the byte, as text: before any parser.
 * @throws TypeError with code `invalid_membership_options` for a secret that is none.
 *
 * @example
 * ```ts
 * const secret = `whsec_${btoa('a secret of 24 to 64 bytes')}`
 * const receive = async (request: Request) => {
 *   const verified = await verifyWebhook(request.headers, await request.text(), { secret })
 *   return new Response(null, { status: verified.ok ? 204 : 401 })
 * }
 * ```
 */
export async function verifyWebhook(
  headers: { get(name: string): string | null } | { readonly [name: string]: string | readonly string[] | undefined },
  body: string,
  { secret, tolerance_s = 300, now = Date.now() }: VerifyOptions,
): Promise<Verification> {
  const secrets = [secret].flat().map(parseSecret)
  const read = (name: string) => {
    const found = typeof headers.get === 'function' ? headers.get(name) : (headers as Record<string, unknown>)[name]
    return typeof found === 'string' ? found : ''
  }
  const [id, timestamp, signatures] = [read('webhook-id'), read('webhook-timestamp'), read('webhook-signature')]
  if (!id || !/^\d{1,15}$/.test(timestamp) || !signatures) return { ok: false, reason: 'no_signature' }
  const own = await Promise.all(secrets.map((each) => sign(each, { id, timestamp, body })))
  const sent = signatures.split(' ').slice(0, MAX_SIGNATURES)
  if (!own.some((one) => sent.some((other) => isSameText(one, other)))) return { ok: false, reason: 'wrong_signature' }
  if (!(Math.abs(now / 1_000 - Number(timestamp)) <= tolerance_s)) return { ok: false, reason: 'too_old' }
  try {
    return { ok: true, key: id, message: JSON.parse(body) }
  } catch {
    return { ok: false, reason: 'no_message' }
  }
}

import { refuseOption } from '../refuse-option'

/** What is signed: the parts of one attempt to tell something. */
export interface SignedParts {
  /** The header `webhook-id`. */
  readonly id: string
  /** The header `webhook-timestamp`: seconds since 1970, as digits. */
  readonly timestamp: string
  /** The body, to the byte. */
  readonly body: string
}

/** Before secrets and signatures by HMAC-SHA256, as Standard Webhooks has them. */
const SECRET_PREFIX = 'whsec_'
const SIGNATURE_PREFIX = 'v1,'

/** As the specification wants secrets: 24 to 64 bytes. */
const MIN_BYTES = 24
const MAX_BYTES = 64

/** The bytes of a text. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>
}

/**
 * The bytes of a secret.
 *
 * @param secret `whsec_` and 24 to 64 bytes in base64.
 * @throws TypeError with code `invalid_membership_options` for what is none. It does not show it.
 *
 * @example
 * parseSecret('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw').length // 24
 */
export function parseSecret(secret: unknown): Uint8Array<ArrayBuffer> {
  const text = typeof secret === 'string' ? secret : ''
  const encoded = text.startsWith(SECRET_PREFIX) ? text.slice(SECRET_PREFIX.length) : ''
  const bytes = fromBase64(encoded)
  if (!bytes || bytes.length < MIN_BYTES || bytes.length > MAX_BYTES)
    refuseOption('secret', 'something else', `"${SECRET_PREFIX}" and ${MIN_BYTES} to ${MAX_BYTES} bytes in base64`)
  return bytes
}

/**
 * Signs an attempt: HMAC-SHA256 over id, timestamp and body, as Standard Webhooks has it
 * (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md). By Web Crypto.
 *
 * @example
 * await sign(parseSecret(secret), { id, timestamp: '1614265330', body }) // 'v1,g0hM9SsE+OTPJTt/tmKtSyE...'
 */
export async function sign(secret: Uint8Array<ArrayBuffer>, { id, timestamp, body }: SignedParts): Promise<string> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', secret, algorithm, false, ['sign'])
  const signature = await crypto.subtle.sign('HMAC', key, bytesOf(`${id}.${timestamp}.${body}`))
  return SIGNATURE_PREFIX + btoa(String.fromCharCode(...new Uint8Array(signature)))
}

/**
 * Whether two texts are the same, in a time that does not tell how much of them is.
 *
 * @example
 * isSameText('v1,abc', 'v1,abd') // false
 */
export function isSameText(a: string, b: string): boolean {
  const [left, right] = [bytesOf(a), bytesOf(b)]
  if (left.length !== right.length) return false
  let difference = 0
  for (let i = 0; i < left.length; i++) difference |= left[i]! ^ right[i]!
  return difference === 0
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  } catch {
    return undefined
  }
}

import type { MembershipChange } from './change'

/**
 * How a change is sent.
 *
 * @example
 * ```ts
 * const send = (change: MembershipChange, { key, signal }: Delivery) => {
 *   const headers = { 'content-type': 'application/json', 'idempotency-key': key }
 *   return fetch('https://crm.example/changes', { method: 'POST', headers, body: JSON.stringify(change), signal })
 * }
 * const crm: MembershipTarget = { name: 'crm', send }
 * ```
 */
export interface Delivery {
  /** The same however often the change is sent: receivers take each once by it. */
  readonly key: string
  /** The time now, in milliseconds since 1970. */
  readonly now: number
  /** Aborted where it takes too long, and when the membership is closed. */
  readonly signal: AbortSignal
}

/**
 * What a receiver answered.
 *
 * @example
 * ```ts
 * const replyOf = ({ status, headers }: Response): TargetReply => ({ status, retry_after: headers.get('retry-after') })
 * const busy = new Response(null, { status: 429, headers: { 'retry-after': '60' } })
 * replyOf(busy) // => { status: 429, retry_after: '60' }
 * ```
 */
export interface TargetReply {
  /** Of HTTP. */
  readonly status: number
  /** The header `Retry-After`. */
  readonly retry_after?: string | null | undefined
}

/**
 * Where changes go.
 *
 * @example
 * ```ts
 * const targetOf = (queue: { add(key: string, job: object): Promise<unknown> }): MembershipTarget => ({
 *   name: 'win_back_mails',
 *   wants: ({ name, to, is_identified }) => name === 'at_risk' && to === 'in' && is_identified,
 *   send: async ({ shopper_id }, { key }) => void (await queue.add(key, { shopper_id })),
 * })
 * ```
 */
export interface MembershipTarget {
  /** Its own among the targets, and the same after a restart: what waits for it is kept under this name. */
  readonly name: string
  /**
   * Which changes it is told of; where it throws, or gives a promise, not of this one.
   * @default all
   */
  readonly wants?: ((change: MembershipChange) => boolean) | undefined
  /**
   * Tells one change. Nothing, or a status from 200 to 299, says that it was taken, but for 207, by which batches of HubSpot say
   * that some of them failed. It is told again, later, where it throws, takes too long or answers 3xx, 401, 403, 404, 408, 410,
   * 425, 429 or 5xx; any other answer, and 207, is a refusal of this one change.
   *
   * @example
   * ```ts
   * send: async (change, { key }) => void (await queue.add(key, change))
   * ```
   */
  readonly send: (change: MembershipChange, delivery: Delivery) => Promise<TargetReply> | Promise<void>
}

/**
 * Whether a target wants to hear of a change.
 *
 * @throws TypeError where it gives a promise, and whatever `wants` throws.
 *
 * @example
 * doesWant(({ name }) => name === 'vip', change)
 */
export function doesWant(wants: MembershipTarget['wants'], change: MembershipChange): boolean {
  const answer: unknown = wants?.(change) ?? true
  if (typeof Object(answer).then !== 'function') return Boolean(answer)
  // Nobody waits for it: what it fails with must not end the process.
  Promise.resolve(answer).catch(() => {})
  // It would count as a yes, and may be one of a no.
  throw new TypeError('it gave a promise, expected true or false')
}

/** Statuses that speak of the receiver, its address or the credentials, and not of what was sent. */
const AGAIN: ReadonlySet<number> = new Set([401, 403, 404, 408, 410, 425, 429])

/**
 * Some of it failed (https://developers.hubspot.com/docs/api-reference/error-handling): of a batch of one change, the change.
 * To tell it again would not help, as what fails so is wrong with the change or with the account.
 */
const MULTI_STATUS = 207

/**
 * What an answer means.
 *
 * @example
 * fateOf(204) // 'sent'
 * fateOf(503) // 'again'
 * fateOf(422) // 'refused'
 */
export function fateOf(status: number): 'sent' | 'again' | 'refused' {
  if (status === MULTI_STATUS) return 'refused'
  if (status >= 200 && status < 300) return 'sent'
  return status >= 400 && status < 500 && !AGAIN.has(status) ? 'refused' : 'again'
}

import type { OutgoingRequest } from '../../adapters/support/outgoing'
import type { MembershipChange } from '../change'
import { post } from '../post'
import { type Delivery, doesWant, fateOf, type MembershipTarget, type TargetReply } from '../target'

/**
 * What every target of another system may be told.
 *
 * @example
 * ```ts
 * const only_vip: TargetOptions = { name: 'klaviyo_vip', wants: ({ name }) => name === 'vip' }
 * klaviyoTarget({ api_key: 'k-1', ...only_vip }).name // => 'klaviyo_vip'
 * ```
 */
export interface TargetOptions {
  /**
   * Its own among the targets.
   * @default that of the system
   */
  readonly name?: string | undefined
  /**
   * Which changes it is told of: of whom who agreed to it, of which segments.
   * @default all that the system can take
   */
  readonly wants?: MembershipTarget['wants']
  /**
   * How requests are sent, such as through a proxy.
   * @default the global `fetch`
   */
  readonly fetch?: typeof globalThis.fetch | undefined
}

/**
 * Makes a target of what an adapter builds for one change. It wants no change of which nothing can be built, such as one with
 * a name too long for the system: that must not count as told.
 *
 * @param takes What the system can take at all.
 *
 * @example
 * createTarget({ name: 'klaviyo', takes: ({ is_identified }) => is_identified, build })
 */
export function createTarget(
  { name, wants, fetch }: TargetOptions & { readonly name: string },
  takes: (change: MembershipChange) => boolean,
  build: (change: MembershipChange) => readonly OutgoingRequest[],
): MembershipTarget {
  return {
    name,
    // What is agreed to is asked first: whoever did not agree is not looked up.
    wants: (change) => takes(change) && doesWant(wants, change) && build(change).length > 0,
    send: (change, delivery) => sendAll(build(change), delivery, fetch),
  }
}

/** Sends requests one after the other, up to the first that is not taken. */
async function sendAll(
  requests: readonly OutgoingRequest[],
  { signal }: Delivery,
  fetch: TargetOptions['fetch'],
): Promise<TargetReply> {
  let reply: TargetReply = { status: 204 }
  for (const { url, headers, body } of requests) {
    reply = await post({ url, headers, body: JSON.stringify(body), signal, fetch })
    if (fateOf(reply.status) !== 'sent') return reply
  }
  return reply
}

/** What a change says of a shopper, as adapters tell it. */
export function decisionOf({ shopper_id, kind, name, to }: MembershipChange) {
  return kind === 'segment' ? { shopper_id, segments: { [name]: to } } : { shopper_id, stages: { [name]: to } }
}

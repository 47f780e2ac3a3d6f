import { senderOf } from './address'
import type { FullOptions } from './options'
import { createRateLimiter, type Rate } from './rate-limiter'
import { comeAgain, refuse } from './refusal'
import { createKeyCheck } from './write-keys'

/**
 * Who sends a request, which the request itself does not say.
 *
 * @example
 * // Behind a proxy of the shop's own, which says whose address it is.
 * const handle = (collector: Collector, request: Request) => {
 *   const sender: Sender = { address: request.headers.get('x-real-ip') ?? undefined }
 *   return collector(request, sender)
 * }
 */
export interface Sender {
  /** The address at the other end, or what a trusted proxy says of it. Without it no address is held to a rate. */
  readonly address?: string | undefined
}

/**
 * Makes the check of who may send, and how much. It gives what counts the events that came.
 *
 * @throws RefusalError 401 without a key, where one is asked for; 429 for who comes too often.
 *
 * @example
 * const admit = createAdmission(fullOptions({ sinks, write_keys: ['k-1-secret'] }))
 * const count = admit(request, { address: '203.0.113.7' })
 * count(100)
 */
export function createAdmission({ write_keys, rate_per_address, rate_per_key, now }: FullOptions) {
  const keyOf = createKeyCheck(write_keys)
  const limiterOf = (rate: Rate | 'none') => (rate === 'none' ? undefined : createRateLimiter(rate))
  const by_address = limiterOf(rate_per_address)
  const by_key = limiterOf(rate_per_key)

  return (request: Request, { address }: Sender): ((events: number) => void) => {
    const key = keyOf(request)
    if (key === undefined) refuse(401, 'no_write_key', 'Cannot take this: no write key, expected one that is known')
    const held = [
      ...(by_address && address ? [{ limiter: by_address, sender: senderOf(address) }] : []),
      ...(by_key && key ? [{ limiter: by_key, sender: key }] : []),
    ]
    const wait_ms = Math.max(0, ...held.map(({ limiter, sender }) => limiter.waitOf(sender, now())))
    if (wait_ms > 0)
      comeAgain(429, 'too_many', 'Cannot take this: too much came from this sender', Math.ceil(wait_ms / 1000))
    const count = (events: number) => {
      for (const { limiter, sender } of held) limiter.count(sender, events, now())
    }
    // At once, so that those that come at the same time do not all pass before the first is read.
    count(1)
    return (events) => count(Math.max(0, events - 1))
  }
}

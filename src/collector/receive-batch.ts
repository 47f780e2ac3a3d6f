import { redactEmails } from '../vocabulary/clean-url'
import { truncateAddress } from './address'
import { createAdmission, type Sender } from './admission'
import type { Metrics } from './metrics'
import type { FullOptions } from './options'
import { createPageClocks } from './page-clocks'
import { readBatch } from './read-batch'
import { readBody } from './read-body'
import { type Arrival, receiveEvent } from './receive-event'
import { RefusalError } from './refusal'
import { json } from './reply'
import type { CollectedEvent, Rejection } from './sink'
import type { Storage } from './storage'
import { createUserAgentReader } from './user-agent'

/** What {@link createReceiver} works with. */
export interface ReceiverParts {
  readonly metrics: Metrics
  readonly storage: Storage
}

/** Characters that are kept of a body that is none. */
const MAX_BODY_TEXT = 2_000

/**
 * Makes what takes the events of a request in: it answers when they are stored.
 *
 * @throws RefusalError for a batch that is not taken.
 *
 * @example
 * const receive = createReceiver(fullOptions({ sinks }), { metrics, storage })
 * await receive(request, { address: '203.0.113.7' })
 */
export function createReceiver(full: FullOptions, { metrics, storage }: ReceiverParts) {
  const { now, on_problems, max_events, max_body_bytes, body_timeout_ms, address: policy } = full
  const admit = createAdmission(full)
  const clocks = createPageClocks()
  const readUserAgent = createUserAgentReader()

  const arrivalOf = ({ headers }: Request, { address }: Sender, sent_at: number | undefined): Arrival => {
    const user_agent = headers.get('user-agent')
    return {
      sent_at,
      received_at: now(),
      user_agent: user_agent ? readUserAgent(user_agent) : undefined,
      address: policy === 'truncate' && address ? truncateAddress(address) : undefined,
    }
  }

  /** Stores what can be taken of some events, and gives the rest. */
  const take = async (inputs: readonly unknown[], arrival: Arrival, bytes: number): Promise<Rejection[]> => {
    const events: CollectedEvent[] = []
    const rejections: Rejection[] = []
    for (const input of inputs) {
      const { event, rejection, problems } = receiveEvent(input, arrival, clocks)
      if (event) events.push(event)
      if (rejection) rejections.push(rejection)
      for (const { code } of problems) metrics.count('problems', code)
      if (event && problems[0]) on_problems(event.id, problems)
    }
    if (events[0]) await storage.store(events, bytes)
    if (rejections[0]) storage.keep(rejections)
    return rejections
  }

  return async (request: Request, sender: Sender): Promise<Response> => {
    const count = admit(request, sender)
    let text = ''
    let events: readonly unknown[] = []
    try {
      text = await readBody(request, { max_bytes: max_body_bytes, timeout_ms: body_timeout_ms })
      metrics.count('body_characters', '', text.length)
      const batch = readBatch(text, max_events)
      events = batch.events
      const rejected = await take(events, arrivalOf(request, sender, batch.sent_at), text.length)
      if (!rejected[0]) return new Response(null, { status: 204 })
      return json(200, { rejected: rejected.map(({ id, code, message }) => ({ id, code, message })) })
    } catch (error) {
      if (error instanceof RefusalError && error.refusal.status < 500) {
        const { code, message } = error.refusal
        storage.keep([{ received_at: now(), code, message, text: beginningOf(text) }])
      }
      throw error
    } finally {
      count(events.length)
    }
  }
}

/** The first of a body, without e-mail addresses: looked for in more than is kept, so that none is cut in two. */
function beginningOf(text: string): string {
  return redactEmails(text.slice(0, 2 * MAX_BODY_TEXT)).slice(0, MAX_BODY_TEXT)
}

import type { Sender } from './admission'
import { createMetrics } from './metrics'
import { type CollectorOptions, fullOptions } from './options'
import { createOriginCheck, PREFLIGHT_HEADERS } from './origins'
import { createReceiver } from './receive-batch'
import { comeAgain, RefusalError, refuse } from './refusal'
import { json } from './reply'
import { createStorage } from './storage'

/**
 * Receives events: a handler of requests, to be mounted in any framework.
 *
 * @example
 * const collector: Collector = createCollector({ sinks: [createMemorySink()] })
 * const health = await collector(new Request('https://shop.example/collect/health'))
 * health.status // => 200
 * await collector.close()
 */
export interface Collector {
  /**
   * Answers a request; never rejects. `POST`: 204 when all events are stored, 200 with a list of those that are not taken,
   * else a status for the whole batch. `GET .../health` and `GET .../metrics` say how it is.
   */
  (request: Request, sender?: Sender): Promise<Response>
  /**
   * Settles when all that was taken is stored, and the sinks are closed. What comes later is answered 503.
   *
   * @throws what a sink fails with at its end, or an Error where one is not done after 15 seconds; the others are closed.
   */
  close(): Promise<void>
}

/** What a sender is to wait where the collector closes: another one may take its place. */
const CLOSING_S = 5

/**
 * Makes a collector.
 *
 * @throws TypeError with code `invalid_collector_options`.
 *
 * @example
 * import { createCollector } from 'aisle/collector'
 * import { openNdjsonSink } from 'aisle/collector/ndjson'
 *
 * const collector = createCollector({ sinks: [await openNdjsonSink({ folder: 'data' })] })
 * export const POST = (request: Request) => collector(request)
 */
export function createCollector(options: CollectorOptions): Collector {
  const full = fullOptions(options)
  const metrics = createMetrics()
  const storage = createStorage(full, metrics)
  const checkOrigin = createOriginCheck(full.allow_origins)
  const collect = createReceiver(full, { metrics, storage })
  const answering = new Set<Promise<Response>>()
  let isClosed = false

  /** How it is, for who watches over it. */
  const tell = (path: string): Response | undefined => {
    if (path.endsWith('/health')) {
      const failing_since = storage.failingSince()
      const status = isClosed ? 'closing' : failing_since === undefined ? 'ok' : 'failing'
      return json(status === 'ok' ? 200 : 503, { status, failing_since })
    }
    if (!full.expose_metrics || !path.endsWith('/metrics')) return undefined
    const headers = { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }
    return new Response(metrics.text({ pending_bytes: storage.pendingBytes() }), { headers })
  }

  const route = async (request: Request, sender: Sender): Promise<Response> => {
    const { method, url } = request
    const told = method === 'GET' || method === 'HEAD' ? tell(new URL(url).pathname) : undefined
    if (told) return told
    if (method === 'OPTIONS') return new Response(null, { status: 204, headers: PREFLIGHT_HEADERS })
    if (method !== 'POST')
      refuse(405, 'bad_method', `Cannot take this: it came by ${method}, expected POST`, { allow: 'POST, OPTIONS' })
    if (isClosed) comeAgain(503, 'closing', 'Cannot take this: the collector is closing', CLOSING_S)
    return collect(request, sender)
  }

  const answer = async (request: Request, sender: Sender): Promise<Response> => {
    let origin: Readonly<Record<string, string>> = {}
    let response: Response
    try {
      const check = checkOrigin(request)
      origin = check.headers
      if (!check.isAllowed) refuse(403, 'bad_origin', 'Cannot take this: its origin may not send here')
      response = await route(request, sender)
    } catch (error) {
      if (!(error instanceof RefusalError)) full.on_error(error as Error)
      response = refused(error)
    }
    for (const [name, value] of Object.entries(origin)) response.headers.set(name, value)
    metrics.count('requests', String(response.status))
    return response
  }

  const handle = (request: Request, sender: Sender = {}) => {
    const answered = answer(request, sender).finally(() => answering.delete(answered))
    answering.add(answered)
    return answered
  }
  const close = async () => {
    isClosed = true
    await Promise.all(answering)
    await storage.close()
  }
  return Object.assign(handle, { close })
}

/** Nothing that a request says makes the collector throw: what does is a mistake here, and worth another try. */
function refused(error: unknown): Response {
  if (!(error instanceof RefusalError))
    return json(500, { error: { code: 'failed', message: 'Cannot take this: the collector failed' } })
  const { status, code, message, headers } = error.refusal
  return json(status, { error: { code, message } }, headers)
}

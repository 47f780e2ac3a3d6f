import type { Activity } from '../activity'
import type { VirtualClock } from '../virtual-clock'
import { runOutside } from './globals'
import type { Life } from './life'

/**
 * What befalls a request: it never arrives, it arrives and the answer is lost, it hangs, or a status that is answered in
 * place of the server, 200 to 599.
 */
export type Fault = 'unreached' | 'lost' | 'hangs' | number | Response

/** A request that was made in a tab. */
export interface SentRequest {
  /** When, in milliseconds since 1970. */
  readonly at: number
  readonly method: string
  readonly url: string
  readonly body: string
  /** Whether it was to outlive its page. */
  readonly keepalive: boolean
  /** The status that was answered; absent as long as there was none. */
  readonly status?: number | undefined
}

/** Answers requests: a collector, or any function of the kind. */
export type Handler = (request: Request) => Response | Promise<Response>

/** The network of a shop's tabs, at command. */
export interface FakeNetwork {
  /**
   * How long a request and its answer are on their way, together, in milliseconds.
   * @default 0
   */
  latency_ms: number
  /**
   * What befalls requests from now on, or says so of each; undefined where all is well.
   * @default undefined
   */
  fault: Fault | ((request: SentRequest) => Fault | undefined) | undefined
  /** All requests so far, also those that did not arrive. */
  readonly requests: readonly SentRequest[]
  /** Whether there is a network. */
  readonly is_online: boolean
  /** Takes the network away, and tells every tab. */
  goOffline(): void
  /** Gives it back, and tells every tab. */
  goOnline(): void
}

/** Options of {@link createNetwork}. */
export interface NetworkOptions {
  readonly clock: VirtualClock
  readonly activity: Activity
  /** Answers by the beginning of an address, the longest counts. */
  readonly serve: Readonly<Record<string, Handler>>
  /** Told when the network goes and comes. */
  readonly on_line: (type: 'online' | 'offline') => void
}

/** Makes the network of a shop, and what gives each tab its `fetch`. */
export function createNetwork(options: NetworkOptions): {
  readonly network: FakeNetwork
  readonly fetchOf: (tab: { readonly life: Life; readonly url: () => string }) => typeof fetch
} {
  const { clock, activity, on_line } = options
  const requests: { -readonly [Name in keyof SentRequest]: SentRequest[Name] }[] = []
  let is_online = true
  const turnTo = (state: boolean) => {
    if (is_online === state) return
    is_online = state
    on_line(state ? 'online' : 'offline')
  }
  const network: FakeNetwork = {
    latency_ms: 0,
    fault: undefined,
    requests,
    get is_online() {
      return is_online
    },
    goOffline: () => turnTo(false),
    goOnline: () => turnTo(true),
  }

  const travel = () => {
    const { latency_ms } = network
    if (latency_ms <= 0) return Promise.resolve()
    return new Promise<void>((arrive) => void clock.after(latency_ms / 2, arrive))
  }
  const faultOf = (sent: SentRequest) => {
    if (!is_online) return 'unreached'
    return typeof network.fault === 'function' ? network.fault(sent) : network.fault
  }
  /** Done with the answer, once that has found its way back; never done for what hangs. */
  const answer = async (request: Request, sent: SentRequest, isGone: () => boolean): Promise<Response> => {
    const fault = faultOf(sent)
    if (fault === 'hangs') return new Promise(() => {})
    await travel()
    if (isGone() || fault === 'unreached') throw new TypeError('Failed to fetch')
    const served = typeof fault === 'number' ? new Response(null, { status: fault }) : fault
    const response =
      served instanceof Response
        ? served.clone()
        : await activity.during(Promise.resolve(runOutside(() => handlerOf(options.serve, request)(request))))
    await travel()
    if (fault === 'lost') throw new TypeError('Failed to fetch')
    return response
  }

  const fetchOf = ({ life, url }: { readonly life: Life; readonly url: () => string }) => {
    let kept_alive_bytes = 0
    return async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
      const address = input instanceof Request ? input : new URL(`${input}`, url())
      const { keepalive = false, signal, ...rest } = init
      const request = new Request(address, rest)
      if (!request.headers.has('origin')) request.headers.set('origin', new URL(url()).origin)
      const body = await request.clone().text()
      const { method } = request
      const sent = { at: clock.now(), method, url: request.url, body, keepalive }
      const bytes = keepalive ? Buffer.byteLength(body) : 0
      if (life.is_over && !keepalive) return new Promise(() => {})
      if (kept_alive_bytes + bytes > KEEPALIVE_BYTES) throw new TypeError('Failed to fetch: too much is kept alive')
      const kept: (typeof requests)[number] = sent
      requests.push(kept)
      kept_alive_bytes += bytes
      const answered = answer(request, sent, () => life.is_over && !keepalive).finally(() => {
        kept_alive_bytes -= bytes
      })
      answered.then(
        ({ status }) => {
          kept.status = status
        },
        () => {},
      )
      return untilAborted(answered, { signal, life })
    }
  }
  return { network, fetchOf: fetchOf as never }
}

/** What browsers let one tab have under way when it is left (https://fetch.spec.whatwg.org/#http-network-or-cache-fetch). */
const KEEPALIVE_BYTES = 65_536

function handlerOf(serve: NetworkOptions['serve'], { url }: Request): Handler {
  const starts = Object.keys(serve).filter((start) => url.startsWith(start))
  const start = starts.sort((one, other) => other.length - one.length)[0]
  if (start !== undefined) return serve[start]!
  const known = Object.keys(serve).join(', ')
  const message = `Cannot fetch "${url}": nothing answers there, expected an address that begins with ${known}`
  throw Object.assign(new TypeError(message), { code: 'nothing_served' })
}

/** A tab that is gone hears nothing any more. */
function untilAborted<T>(
  answered: Promise<T>,
  { signal, life }: { readonly signal: AbortSignal | null | undefined; readonly life: Life },
): Promise<T> {
  return new Promise((resolve, reject) => {
    const give = (act: () => void) => () => {
      if (!life.is_over) act()
    }
    const giveUp = give(() => reject(signal?.reason))
    if (signal?.aborted) giveUp()
    signal?.addEventListener('abort', giveUp)
    answered.then(
      (response) => give(() => resolve(response))(),
      (error) => give(() => reject(error))(),
    )
  })
}

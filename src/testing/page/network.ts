import type { Activity } from '../activity'
import type { VirtualClock } from '../virtual-clock'
import { runOutside } from './globals'

/**
 * What befalls a request: it never arrives, it arrives and the answer is lost, it hangs, or a status that is answered in
 * place of the server, 200 to 599.
 *
 * @example
 * const shop = createFakeShop()
 * const faults: Fault[] = [503, 'lost'] // the third try comes through, and what was lost is not stored twice
 * shop.network.fault = () => faults.shift()
 * await shop.close()
 */
export type Fault = 'unreached' | 'lost' | 'hangs' | number | Response

/**
 * A request that was made in a tab.
 *
 * @example
 * const shop = createFakeShop()
 * // Whatever is sent as a page goes is lost.
 * shop.network.fault = ({ keepalive }: SentRequest) => (keepalive ? 'unreached' : undefined)
 * await shop.close()
 */
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

/**
 * Answers requests: a collector, or any function of the kind.
 *
 * @example
 * const stock: Handler = ({ url }) => Response.json({ left: url.endsWith('/SKU-1') ? 3 : 0 })
 * const shop = createFakeShop({ serve: { 'https://api.example/stock/': stock } })
 * const answer = await shop.openTab().run(() => fetch('https://api.example/stock/SKU-1'))
 * await answer.json() // => { left: 3 }
 * await shop.close()
 */
export type Handler = (request: Request) => Response | Promise<Response>

/**
 * The network of a shop's tabs, at command.
 *
 * @example
 * const passTunnel = async (network: FakeNetwork, { pass }: FakeShop) => {
 *   network.goOffline()
 *   await pass(600_000)
 *   network.goOnline()
 *   network.latency_ms = 2_000 // the way out of it is slow
 * }
 */
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

/** A request, as it is noted down. */
export type Noted = { -readonly [Name in keyof SentRequest]: SentRequest[Name] }

/** Options of {@link createNetwork}. */
export interface NetworkOptions {
  readonly clock: VirtualClock
  readonly activity: Activity
  /** Answers by the beginning of an address, the longest counts. */
  readonly serve: Readonly<Record<string, Handler>>
  /** Told when the network goes and comes. */
  readonly on_line: (type: 'online' | 'offline') => void
}

/** The network of a shop, and the way through it. */
export interface NetworkWay {
  readonly network: FakeNetwork
  /**
   * Sends a request on its way: done with the answer once that has found its way back, never done for what hangs.
   *
   * @param isGone Whether the request is given up before it arrives.
   */
  readonly send: (request: Request, sent: Noted, isGone: () => boolean) => Promise<Response>
}

/** Makes the network of a shop. */
export function createNetwork({ clock, activity, serve, on_line }: NetworkOptions): NetworkWay {
  const requests: Noted[] = []
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
  const send: NetworkWay['send'] = async (request, sent, isGone) => {
    requests.push(sent)
    const fault = faultOf(sent)
    if (fault === 'hangs') return new Promise(() => {})
    await travel()
    if (isGone() || fault === 'unreached') throw new TypeError('Failed to fetch')
    const response = await activity.during(answerOf(request, { fault, serve }))
    await travel()
    if (fault === 'lost') throw new TypeError('Failed to fetch')
    sent.status = response.status
    return response
  }
  return { network, send }
}

async function answerOf(
  request: Request,
  { fault, serve }: { readonly fault: Fault | undefined; readonly serve: NetworkOptions['serve'] },
): Promise<Response> {
  if (typeof fault === 'number') return new Response(null, { status: fault })
  if (fault instanceof Response) return fault.clone()
  return runOutside(() => handlerOf(serve, request)(request))
}

function handlerOf(serve: NetworkOptions['serve'], { url }: Request): Handler {
  const starts = Object.keys(serve).filter((start) => url.startsWith(start))
  const start = starts.sort((one, other) => other.length - one.length)[0]
  if (start !== undefined) return serve[start]!
  const known = Object.keys(serve).join(', ')
  const message = `Cannot fetch "${url}": nothing answers there, expected an address that begins with ${known}`
  throw Object.assign(new TypeError(message), { code: 'nothing_served' })
}

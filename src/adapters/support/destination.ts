import type { Plugin } from '../../tracker/plugins'
import type { Losses } from './notes'
import type { OutgoingEvent, OutgoingRequest } from './outgoing'

/**
 * The part of `fetch` that a destination uses.
 *
 * @example
 * ```ts
 * const throughProxy: Send = (url, init) => fetch(`https://proxy.shop.example/?to=${encodeURIComponent(url)}`, init)
 * ga4Destination({ measurement_id: 'G-1', api_secret: 's-1', fetch: throughProxy })
 * ```
 */
export type Send = (
  url: string,
  init: { readonly method: 'POST'; readonly headers: Record<string, string>; readonly body: string },
) => Promise<{ readonly ok: boolean; readonly status: number }>

/**
 * How a destination delivers.
 *
 * @example
 * ```ts
 * const unsent: string[] = []
 * const options: DestinationOptions = { on_losses: ({ lost }) => unsent.push(...lost.map(({ path }) => path)) }
 * await ga4Destination({ measurement_id: 'G-1', api_secret: 's-1', ...options }).deliver?.([event])
 * unsent // => ['events[0]']
 * ```
 */
export interface DestinationOptions {
  /** @default the global `fetch` */
  readonly fetch?: Send | undefined
  /** Told what was lost and assumed of the events that it delivers. */
  readonly on_losses?: ((losses: Losses) => void) | undefined
}

/** Builds the requests of some events. */
export type Build = (
  events: readonly OutgoingEvent[],
) =>
  | ({ readonly requests: readonly OutgoingRequest[] } & Losses)
  | Promise<{ readonly requests: readonly OutgoingRequest[] } & Losses>

/**
 * Makes a plugin that sends on what the collector has accepted: each request once, in order; one that fails is reported by
 * the tracker and not tried again. It refuses to work in a page, where its credentials would be everybody's.
 *
 * @example
 * ```ts
 * createDestination('ga4', (events) => toGa4(events, options), {})
 * ```
 */
export function createDestination(name: string, build: Build, { fetch, on_losses }: DestinationOptions): Plugin {
  return {
    name,
    setup() {
      if ((globalThis as { document?: unknown }).document !== undefined)
        throw new Error(`Cannot set up destination "${name}": found a page, expected a server, which can keep a secret`)
    },
    async deliver(events) {
      const { requests, lost, assumed } = await build(events)
      if (lost.length > 0 || assumed.length > 0) on_losses?.({ lost, assumed })
      for (const request of requests) await sendRequest(name, request, fetch)
    },
  }
}

async function sendRequest(name: string, request: OutgoingRequest, fetch: Send | undefined): Promise<void> {
  const send = fetch ?? (globalThis as { fetch?: Send }).fetch
  if (!send) throw new Error(`Cannot deliver to "${name}": found no fetch, expected one as option`)
  const { method, url, headers, body } = request
  const { ok, status } = await send(url, { method, headers: { ...headers }, body: JSON.stringify(body) })
  // Not the address: it may hold a secret.
  if (!ok) throw new Error(`Cannot deliver to "${name}": found status ${status}, expected 200 to 299`)
}

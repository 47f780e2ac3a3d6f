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

/** As many different reasons are in a message. */
const MAX_REASONS = 3

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

/** Something that failed while it delivered. */
export interface Failure {
  /** What was found and expected, without a secret: `found status 500, expected 200 to 299`. */
  readonly what: string
  readonly cause?: unknown
}

/** What goes out of some events; `failures` are of what could not even be built, and hold up nothing else. */
export type Built = { readonly requests: readonly OutgoingRequest[]; readonly failures?: readonly Failure[] } & Losses

/** Builds the requests of some events. */
export type Build = (events: readonly OutgoingEvent[]) => Built | Promise<Built>

/**
 * Makes a plugin that sends on what the collector has accepted: each request once, in order. One that fails holds up none of
 * the others and is not tried again; when all were sent, the tracker is told how many failed, and why. It refuses to work in
 * a page, where its credentials would be everybody's.
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
      const { requests, failures: unbuilt = [], ...losses } = await build(events)
      const failures = [...unbuilt, ...tellLosses(losses, on_losses)]
      const tried = requests.length + failures.length
      for (const request of requests) failures.push(...(await sendRequest(request, fetch)))
      throwFailures(name, failures, tried)
    },
  }
}

function tellLosses({ lost, assumed }: Losses, on_losses: DestinationOptions['on_losses']): Failure[] {
  try {
    if (lost.length > 0 || assumed.length > 0) on_losses?.({ lost, assumed })
    return []
  } catch (cause) {
    return [{ what: 'found on_losses to throw, expected it to return', cause }]
  }
}

async function sendRequest(request: OutgoingRequest, fetch: Send | undefined): Promise<Failure[]> {
  const send = fetch ?? (globalThis as { fetch?: Send }).fetch
  if (!send) return [{ what: 'found no fetch, expected one as option' }]
  const { method, url, headers, body } = request
  try {
    const { ok, status } = await send(url, { method, headers: { ...headers }, body: JSON.stringify(body) })
    // RFC 4918, 13: each part has a status of its own, and a batch of HubSpot has it where one of them failed
    // (https://developers.hubspot.com/docs/api-reference/error-handling).
    if (status === 207)
      return [{ what: 'found status 207, which says that some of it failed, expected another of 200 to 299' }]
    return ok ? [] : [{ what: `found status ${status}, expected 200 to 299` }]
  } catch (cause) {
    // Not the text of the error: it may have the address in it, which may hold a secret.
    return [{ what: 'found no answer, expected one', cause }]
  }
}

/** Throws what failed as one error: the only one alone, several as its `errors`. */
function throwFailures(name: string, failures: readonly Failure[], tried: number): void {
  const errors = failures.map(({ what, cause }) => new Error(`Cannot deliver to "${name}": ${what}`, { cause }))
  if (tried <= 1 && errors[0]) throw errors[0]
  const whats = [...new Set(failures.map(({ what }) => what))].slice(0, MAX_REASONS).join('; ')
  const message = `Cannot deliver to "${name}": found ${errors.length} of ${tried} failed, expected none: ${whats}`
  if (errors.length > 0) throw new AggregateError(errors, message)
}

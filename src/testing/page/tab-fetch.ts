import type { Activity } from '../activity'
import type { VirtualClock } from '../virtual-clock'
import type { Life } from './life'
import type { NetworkWay, Noted } from './network'

/** What browsers let one tab have under way when it is left (https://fetch.spec.whatwg.org/#http-network-or-cache-fetch). */
const KEEPALIVE_BYTES = 65_536

/** What a tab's `fetch` goes by. */
export interface TabFetchOptions {
  readonly clock: VirtualClock
  readonly activity: Activity
  readonly life: Life
  readonly send: NetworkWay['send']
  /** The address of the page. */
  readonly url: () => string
}

/** Makes the `fetch` of a tab: as in a page, relative to its address, from its origin, and given up when it is gone. */
export function createTabFetch({ clock, activity, life, send, url }: TabFetchOptions): typeof fetch {
  let kept_alive_bytes = 0
  const tabFetch = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const { keepalive = false, signal, ...rest } = init
    const request = new Request(input instanceof Request ? input : new URL(`${input}`, url()), rest)
    if (!request.headers.has('origin')) request.headers.set('origin', new URL(url()).origin)
    const body = await activity.during(request.clone().text())
    const isGone = () => life.is_over && !keepalive
    if (isGone()) return new Promise(() => {})
    const bytes = keepalive ? Buffer.byteLength(body) : 0
    if (kept_alive_bytes + bytes > KEEPALIVE_BYTES) throw new TypeError('Failed to fetch: too much is kept alive')
    kept_alive_bytes += bytes
    const sent: Noted = { at: clock.now(), method: request.method, url: request.url, body, keepalive }
    const answered = send(request, sent, isGone).finally(() => {
      kept_alive_bytes -= bytes
    })
    return untilAborted(answered, { signal, life })
  }
  return tabFetch as typeof fetch
}

/** A tab that is gone hears nothing any more. */
function untilAborted<T>(
  answered: Promise<T>,
  { signal, life }: { readonly signal: AbortSignal | null | undefined; readonly life: Life },
): Promise<T> {
  return new Promise((resolve, reject) => {
    const inLife = (act: () => void) => {
      if (!life.is_over) act()
    }
    const giveUp = () => inLife(() => reject(signal?.reason))
    if (signal?.aborted) giveUp()
    signal?.addEventListener('abort', giveUp)
    answered.then(
      (response) => inLife(() => resolve(response)),
      (error) => inLife(() => reject(error)),
    )
  })
}

import type { Network } from '../tracker/ports'

/** A collector that does not answer in this time is taken for one that cannot be reached. */
const TIMEOUT_MS = 15_000

/** More than this is never read of an answer. */
const MAX_BODY = 1_000_000

/** The way from a server to the collector. */
export interface ServerNetwork extends Network {
  /** Breaks off what is under way. */
  stop(): void
}

/**
 * Posts to the collector, as a page does.
 *
 * @param url Of the collector.
 * @param options `write_key` is sent as a bearer token.
 *
 * @example
 * await createNetwork('https://shop.example/collect', {}).post(body, { keepalive: false })
 */
export function createNetwork(url: string, { write_key }: { readonly write_key?: string | undefined }): ServerNetwork {
  const stopped = new AbortController()
  const headers = { 'content-type': 'text/plain', ...(write_key && { authorization: `Bearer ${write_key}` }) }
  return {
    async post(body) {
      const given_up = new AbortController()
      const giveUp = () => given_up.abort()
      const timer = setTimeout(giveUp, TIMEOUT_MS).unref()
      stopped.signal.addEventListener('abort', giveUp)
      try {
        const { signal } = given_up
        // Followed, a redirect would make a GET of it, and what that answers says nothing of the events.
        const reply = await fetch(url, { method: 'POST', body, headers, redirect: 'manual', signal })
        const text = await reply.text()
        return { status: reply.status, retry_after: reply.headers.get('retry-after'), body: text.slice(0, MAX_BODY) }
      } finally {
        clearTimeout(timer)
        stopped.signal.removeEventListener('abort', giveUp)
      }
    },
    stop: () => stopped.abort(),
  }
}

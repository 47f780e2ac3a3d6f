import type { Network } from '../tracker/ports'

/** A collector that does not answer in this time is taken for one that cannot be reached. */
const TIMEOUT_MS = 15_000

/**
 * Posts to the collector. As `text/plain`, which a text is without a word, and for which browsers ask no leave of another origin
 * first; without cookies.
 *
 * @param url Of the collector.
 */
export function createNetwork(url: string): Network {
  const { fetch } = globalThis
  const post: Network['post'] = async (body, { keepalive }) => {
    const reply = await fetch(url, {
      method: 'POST',
      body,
      keepalive,
      credentials: 'omit',
      redirect: 'manual',
      referrerPolicy: 'origin',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    // An answer that is not read keeps its share of what may be under way when a page is left.
    const text = await reply.text()
    return { status: reply.status, retry_after: reply.headers.get('retry-after'), body: text }
  }
  return { post }
}

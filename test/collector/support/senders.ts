import { Agent, request } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'

/** A batch to be sent, and the ids in it. */
export interface Load {
  readonly ids: readonly string[]
  readonly body: string
}

/** Batches of product views, each event with an id of its own: `<name>-<batch>-<number>`. */
export function loadOf(
  name: string,
  { batches, events }: { readonly batches: number; readonly events: number },
): Load[] {
  const time = Date.now()
  return Array.from({ length: batches }, (_, batch) => {
    const list = Array.from({ length: events }, (_, number) => ({
      id: `${name}-${batch}-${number}`,
      name: 'product_viewed',
      time,
      seq: number,
      visitor_id: `v-${batch}`,
      session_id: `s-${batch}`,
      page_id: `p-${batch}`,
      props: { currency: 'EUR' },
      products: [{ product_id: `SKU-${number}`, name: 'Linen shirt', category: 'Shirts', price: 39.9, quantity: 1 }],
      context: { page: { url: 'https://shop.example/shirts/linen', path: '/shirts/linen', title: 'Linen shirt' } },
    }))
    return {
      ids: list.map(({ id }) => id),
      body: JSON.stringify({ batch: `${name}-${batch}`, sent_at: time, events: list }),
    }
  })
}

/** Posts a body, and gives the status; 0 where there was no answer. */
export function post(url: string, body: string, agent: Agent): Promise<number> {
  return new Promise((resolve) => {
    const headers = { 'content-type': 'text/plain', 'content-length': Buffer.byteLength(body) }
    const sent = request(url, { method: 'POST', agent, headers, timeout: 5_000 }, (reply) => {
      reply
        .resume()
        .once('end', () => resolve(reply.statusCode ?? 0))
        .once('error', () => resolve(0))
    })
    sent.once('error', () => resolve(0)).once('timeout', () => sent.destroy())
    sent.end(body)
  })
}

/** What {@link sendAll} found. */
export interface Sent {
  /** How long each batch took that was taken at once, in milliseconds. */
  readonly took_ms: readonly number[]
}

/**
 * Sends batches by several senders at once, each again until it is taken.
 *
 * @param urlOf Where to send to just now.
 * @param options `on_taken`: told of each batch that is.
 */
export async function sendAll(
  loads: readonly Load[],
  urlOf: () => string,
  { senders, on_taken = () => {} }: { readonly senders: number; readonly on_taken?: (load: Load) => void },
): Promise<Sent> {
  const agent = new Agent({ keepAlive: true, maxSockets: senders })
  const todo = [...loads].reverse()
  const took_ms: number[] = []
  const send = async () => {
    for (let load = todo.pop(); load; load = todo.pop()) {
      const began = performance.now()
      let isFirst = true
      while ((await post(urlOf(), load.body, agent)) !== 204) {
        isFirst = false
        await wait(20)
      }
      if (isFirst) took_ms.push(performance.now() - began)
      on_taken(load)
    }
  }
  try {
    await Promise.all(Array.from({ length: senders }, send))
  } finally {
    agent.destroy()
  }
  return { took_ms }
}

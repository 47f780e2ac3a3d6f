import { createServer as createWebServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { atDistance } from './distance'
import { listenApart, listenOn } from './ports'

/** An event as it came, with the number that the shop's page gave it. */
export interface Arrived {
  readonly id: string
  readonly name: string
  readonly page_id: string
  readonly seq: number
  /** Undefined where the tracker sent it on its own account. */
  readonly number: number | undefined
}

/** A batch as it came. */
export interface Delivery {
  /** When its body was there, in milliseconds since the epoch. */
  readonly at: number
  readonly batch: string
  readonly events: readonly Arrived[]
  readonly bytes: number
  /** The ids of the events that were taken: none where the batch was refused. */
  readonly accepted: ReadonlySet<string>
}

/** One request, for a behaviour to deal with. */
export interface Exchange {
  readonly events: readonly Arrived[]
  readonly bytes: number
  /** Takes the events for good; without this they were never there. @param but Those that are not taken. */
  readonly accept: (but?: readonly Arrived[]) => void
  readonly answer: (status: number, options?: Answer) => void
  /** Ends the connection without an answer, with a TCP reset. */
  readonly reset: () => void
}

export interface Answer {
  /** @default {} */
  readonly headers?: Readonly<Record<string, string>>
  /** @default '' */
  readonly body?: string
  /** Whether the page may read it. @default true */
  readonly cors?: boolean
}

/** What the collector does with a request. */
export type Behaviour = (exchange: Exchange) => void

/** A collector on an origin of its own, which misbehaves on command. */
export interface Collector {
  /** Where to post to. */
  readonly endpoint: string
  /** All that came so far, in the order in which it came. */
  readonly deliveries: readonly Delivery[]
  /** What was posted but is no batch, or came with another method: a fault of the tracker. */
  readonly faults: readonly string[]
  readonly behave: (behaviour: Behaviour) => void
  /** Refuses connections, and breaks those that are open. */
  readonly vanish: () => Promise<void>
  /** Listens again where it did before. */
  readonly reappear: () => Promise<void>
  readonly close: () => Promise<void>
}

interface WireEvent {
  readonly id: string
  readonly name: string
  readonly page_id: string
  readonly seq: number
  readonly props: { readonly number?: number }
}

function read(body: string): { batch: string; events: Arrived[] } {
  const { batch, events } = JSON.parse(body) as { batch: string; events: WireEvent[] }
  if (typeof batch !== 'string') throw new Error('no batch id')
  const arrived = events.map(({ id, name, page_id, seq, props }) => ({ id, name, page_id, seq, number: props.number }))
  return { batch, events: arrived }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

function answerTo(request: IncomingMessage, response: ServerResponse): Exchange['answer'] {
  const origin = request.headers.origin
  const cors = {
    'access-control-allow-origin': origin ?? '*',
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': 'retry-after',
  }
  return (status, { headers = {}, body = '', cors: readable = true } = {}) => {
    response.writeHead(status, { ...headers, ...(readable ? cors : {}) }).end(body)
  }
}

/**
 * Starts a collector on 127.0.0.1 and a port of its own. It answers CORS for simple requests alone: one that asks for a
 * preflight is a fault.
 *
 * @param behaviour What it does until told otherwise.
 * @example
 * const collector = await collect(well)
 * collector.behave(failing(500))
 * await collector.close()
 */
export async function collect(
  behaviour: Behaviour,
  { round_trip_ms = 0 }: { /** @default 0 */ readonly round_trip_ms?: number } = {},
): Promise<Collector> {
  const deliveries: Delivery[] = []
  const faults: string[] = []
  // The connections, by what the web server has in their place.
  const lines = new Map<Duplex, Socket>()
  let behave = behaviour

  const take = (body: string, response: ServerResponse, reset: () => void) => {
    const { batch, events } = read(body)
    const accepted = new Set<string>()
    const bytes = Buffer.byteLength(body)
    deliveries.push({ at: Date.now(), batch, events, bytes, accepted })
    const accept: Exchange['accept'] = (but = []) => {
      for (const event of events) if (!but.includes(event)) accepted.add(event.id)
    }
    behave({ events, bytes, accept, answer: answerTo(response.req, response), reset })
  }
  const web = createWebServer({ keepAliveTimeout: 60_000 }, async (request, response) => {
    try {
      const body = await bodyOf(request)
      if (request.method !== 'POST') throw new Error(`it came by ${request.method}`)
      take(body, response, () => lines.get(request.socket)?.resetAndDestroy())
    } catch (error) {
      // Whoever breaks off while it sends has sent nothing.
      if (!request.complete) return
      faults.push(String(error))
      response.writeHead(400).end()
    }
  })
  const face = createServer({ noDelay: true }, (socket) => {
    const line = round_trip_ms === 0 ? socket : atDistance(socket, round_trip_ms)
    lines.set(line, socket)
    socket.on('error', () => {}).once('close', () => lines.delete(line))
    web.emit('connection', line)
  })
  const port = await listenApart(face)
  const vanish = () =>
    new Promise<void>((done) => {
      face.close(() => done())
      for (const socket of lines.values()) socket.resetAndDestroy()
    })
  return {
    endpoint: `http://127.0.0.1:${port}/collect`,
    deliveries,
    faults,
    behave: (next) => {
      behave = next
    },
    vanish,
    reappear: () => listenOn(face, port),
    close: vanish,
  }
}

import { createServer } from 'node:net'
import path from 'node:path'
import { createCollector } from 'aisle/collector'
import { openNdjsonSink } from 'aisle/collector/ndjson'
import type { Plugin } from 'esbuild'
import { serve } from 'srvx'
import { createAnswers } from './answer'
import { bundleShop } from './bundle-shop'

/** Options of {@link openStorefront}. */
export interface StorefrontOptions {
  /** The folder that the collector writes to. */
  readonly out: string
  /** The first port to try; the next free one is taken. 0 leaves it to the system. */
  readonly port: number
  /** The collector's clock. @default Date.now */
  readonly now?: () => number
  /** Plugins of the bundler. @default none */
  readonly plugins?: readonly Plugin[]
}

/** The shop and its collector, on one port. */
export interface Storefront {
  /** Without a slash at the end. */
  readonly origin: string
  readonly out: string
  /** Settles when all that came is on disk. */
  readonly close: () => Promise<void>
}

/** Opens the shop, and its collector beside it at `/collect`, for this machine alone. */
export async function openStorefront(options: StorefrontOptions): Promise<Storefront> {
  const out = path.resolve(options.out)
  const [assets, sink] = await Promise.all([bundleShop(options.plugins), openNdjsonSink({ folder: out })])
  const collector = createCollector({ sinks: [sink], ...(options.now && { now: options.now }) })
  const answer = createAnswers(assets)
  const server = serve({
    port: options.port === 0 ? 0 : await freePort(options.port),
    hostname: '127.0.0.1',
    silent: true,
    gracefulShutdown: false,
    fetch: (request) =>
      new URL(request.url).pathname === '/collect' ? collector(request, { address: request.ip }) : answer(request),
  })
  await server.ready()
  const close = async () => {
    const closed = server.close()
    await collector.close()
    // Connections over which nothing comes any more would keep it open.
    await server.close(true)
    await closed
  }
  return { origin: new URL(server.url!).origin, out, close }
}

/** How many ports are tried. */
const MOST_TRIES = 50

async function freePort(from: number): Promise<number> {
  for (let port = from; port < from + MOST_TRIES; port++) if (await isFree(port)) return port
  throw new Error(`Cannot open the shop: no port is free from ${from} to ${from + MOST_TRIES - 1}`)
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer()
      .once('error', () => done(false))
      .listen(port, '127.0.0.1', () => probe.close(() => done(true)))
  })
}

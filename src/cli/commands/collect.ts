import { mkdir } from 'node:fs/promises'
import { serve } from 'srvx'
import type { AddressPolicy } from '../../collector/address'
import { createCollector } from '../../collector/create-collector'
import { openNdjsonSink } from '../../collector/ndjson/ndjson-sink'
import { EXIT, type ExitCode, UsageError } from '../errors'
import { printLines, type Terminal } from '../terminal'

/** The options of `aisle collect`. */
export interface CollectOptions {
  readonly port: number
  readonly host: string
  readonly out: string
  readonly allowOrigin?: readonly string[] | undefined
  /** Events a minute from an address; 0 for as many as come. */
  readonly rate: number
  readonly address: AddressPolicy
  readonly trustProxy?: boolean | undefined
  readonly metrics?: boolean | undefined
}

/** Where write keys come from: on the command line every user of the machine would see them. */
const KEYS = 'AISLE_WRITE_KEYS'

/** What a request may take in all, in milliseconds: who sends slower is cut off. */
const REQUEST_MS = 30_000

const PATHS = new Set(['/collect', '/health', '/metrics'])

/** `aisle collect`: receives events over HTTP, and writes them to files, until it is stopped. */
export async function collect(options: CollectOptions, { stderr }: Terminal): Promise<ExitCode> {
  const { port, host, out, allowOrigin = [], rate, address, trustProxy = false, metrics = false } = options
  const say = (line: string) => printLines(stderr, [line])
  const on_error = (error: Error) => say(error.message)
  await mkdir(out, { recursive: true })
  const sink = await openNdjsonSink({ folder: out, on_error })
  const collector = collectorOf({
    sinks: [sink],
    allow_origins: allowOrigin.includes('*') ? '*' : allowOrigin,
    write_keys: (process.env[KEYS] ?? '').split(',').filter(Boolean),
    rate_per_address: rate === 0 ? 'none' : { events_per_minute: rate, burst: 4 * rate },
    address,
    expose_metrics: metrics,
    on_error,
  })
  const server = serve({
    port,
    hostname: host,
    silent: true,
    gracefulShutdown: false,
    trustProxy,
    node: { requestTimeout: REQUEST_MS, headersTimeout: REQUEST_MS },
    fetch: (request) =>
      PATHS.has(new URL(request.url).pathname)
        ? collector(request, { address: request.ip })
        : new Response(null, { status: 404 }),
  })
  try {
    await server.ready()
  } catch (error) {
    await collector.close()
    throw error
  }
  // Not after it is said: who reads that may stop it at once.
  const end = stopped()
  say(`Collecting at ${server.url}collect, into ${out}. Ctrl-C ends it.`)
  await end
  const closed = server.close()
  try {
    await collector.close()
  } finally {
    // Connections over which nothing comes any more would keep it open.
    await server.close(true)
    await closed
  }
  return EXIT.OK
}

function collectorOf(options: Parameters<typeof createCollector>[0]) {
  try {
    return createCollector(options)
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

/** Settles when the user, or the system, asks for the end; who asks again does not wait for it. */
function stopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
}

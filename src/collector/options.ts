import type { Problem } from '../vocabulary/problem'
import type { AddressPolicy } from './address'
import type { AllowedOrigins } from './origins'
import type { Rate } from './rate-limiter'
import { safely } from './safely'
import type { Sink } from './sink'

/**
 * Options of {@link createCollector}.
 *
 * @example
 * const optionsOf = (sink: Sink, tell: (text: string) => void): CollectorOptions => ({
 *   sinks: [sink],
 *   allow_origins: ['https://shop.example'],
 *   on_problems: (event_id, problems) => tell(`${event_id}: ${problems.length} fields dropped or assumed`),
 *   on_error: ({ message }) => tell(message),
 * })
 */
export interface CollectorOptions {
  /** Where events go: a batch is acknowledged when all of them have it. One or more. */
  readonly sinks: readonly Sink[]
  /**
   * Origins of pages that may send (`https://shop.example`), beside the collector's own host; `'*'` for any.
   * @default []
   */
  readonly allow_origins?: AllowedOrigins | undefined
  /**
   * Keys, of which every request has to have one: `Authorization: Bearer k` or `?key=k`.
   * @default []: none is asked for
   */
  readonly write_keys?: readonly string[] | undefined
  /**
   * How much may come from one address, as far as it is known.
   * @default 6,000 events a minute, 20,000 at once
   */
  readonly rate_per_address?: Rate | 'none' | undefined
  /**
   * How much may come with one write key.
   * @default 'none': as much as comes
   */
  readonly rate_per_key?: Rate | 'none' | undefined
  /**
   * What becomes of senders' addresses: they are forgotten, or the network is kept with the events
   * of pages (`context.address`: '203.0.113.0').
   * @default 'drop'
   */
  readonly address?: AddressPolicy | undefined
  /**
   * The longest body, unpacked, in bytes.
   * @default 1_048_576
   */
  readonly max_body_bytes?: number | undefined
  /**
   * The most events in a batch.
   * @default 500
   */
  readonly max_events?: number | undefined
  /**
   * How long a body may take to come, in milliseconds.
   * @default 10_000
   */
  readonly body_timeout_ms?: number | undefined
  /**
   * How much may wait for sinks, in bytes of bodies: beyond that senders are asked to come again.
   * @default 67_108_864
   */
  readonly max_pending_bytes?: number | undefined
  /**
   * Whether `GET .../metrics` answers, in Prometheus's text format.
   * @default false
   */
  readonly expose_metrics?: boolean | undefined
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: (() => number) | undefined
  /**
   * Told what was dropped of an event that was taken, or assumed.
   * @default nobody is told; `metrics` counts
   */
  readonly on_problems?: ((event_id: string, problems: readonly Problem[]) => void) | undefined
  /**
   * Told when a sink fails.
   * @default reports to the console
   */
  readonly on_error?: ((error: Error) => void) | undefined
}

/** Options with what they are by default. */
export type FullOptions = Required<{ [Name in keyof CollectorOptions]-?: NonNullable<CollectorOptions[Name]> }>

const NUMBERS = ['max_body_bytes', 'max_events', 'body_timeout_ms', 'max_pending_bytes'] as const

/**
 * Fills in what is not said.
 *
 * @throws TypeError with code `invalid_collector_options` for what cannot be used.
 *
 * @example
 * fullOptions({ sinks: [sink] }).max_events // 500
 */
export function fullOptions(options: CollectorOptions): FullOptions {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
  const full = { ...DEFAULTS, ...given } as FullOptions
  const { sinks, allow_origins, write_keys, address } = full
  for (const name of Object.keys(full)) if (!KNOWN.has(name)) refuse(name, full[name as never], 'no such option')
  if (!Array.isArray(sinks) || !sinks[0] || !sinks.every(isSink))
    refuse('sinks', sinks, 'a list of at least one sink, with write, reject and close')
  if (allow_origins !== '*' && !(Array.isArray(allow_origins) && allow_origins.every(isOrigin)))
    refuse('allow_origins', allow_origins, `'*' or a list of origins, such as 'https://shop.example'`)
  if (
    !Array.isArray(write_keys) ||
    !write_keys.every((key) => typeof key === 'string' && /^[\x21-\x7e]{8,}$/.test(key))
  )
    refuse('write_keys', 'something else', 'a list of keys of 8 and more printable ASCII characters without spaces')
  if (address !== 'drop' && address !== 'truncate') refuse('address', address, `'drop' or 'truncate'`)
  for (const name of NUMBERS)
    if (!(Number.isSafeInteger(full[name]) && full[name] > 0)) refuse(name, full[name], 'a whole number above 0')
  if (full.body_timeout_ms > LONGEST_MS) refuse('body_timeout_ms', full.body_timeout_ms, `at most ${LONGEST_MS}`)
  if (full.max_pending_bytes < full.max_body_bytes)
    refuse('max_pending_bytes', full.max_pending_bytes, 'at least max_body_bytes')
  for (const name of ['now', 'on_problems', 'on_error'] as const)
    if (typeof full[name] !== 'function') refuse(name, full[name], 'a function')
  if (typeof full.expose_metrics !== 'boolean') refuse('expose_metrics', full.expose_metrics, 'true or false')
  for (const name of ['rate_per_address', 'rate_per_key'] as const) {
    const rate = full[name]
    if (rate === 'none') continue
    const { events_per_minute, burst = 1 } = Object(rate) as Rate
    if (!(isRate(events_per_minute) && isRate(burst)))
      refuse(name, JSON.stringify(rate), `'none', or numbers from 1 on`)
  }
  // What the shop does with it must not keep a batch from being answered.
  return { ...full, on_problems: safely(full.on_problems), on_error: safely(full.on_error) }
}

const DEFAULTS: Omit<FullOptions, 'sinks'> = {
  allow_origins: [],
  write_keys: [],
  rate_per_address: { events_per_minute: 6_000, burst: 20_000 },
  rate_per_key: 'none',
  address: 'drop',
  max_body_bytes: 2 ** 20,
  max_events: 500,
  body_timeout_ms: 10_000,
  max_pending_bytes: 2 ** 26,
  expose_metrics: false,
  now: Date.now,
  on_problems: () => {},
  on_error: console.error,
}

const KNOWN: ReadonlySet<string> = new Set(['sinks', ...Object.keys(DEFAULTS)])

/** A timer that is set for longer goes off at once. */
const LONGEST_MS = 2 ** 31 - 1

/** As browsers spell it: a scheme, a host in small letters, no port that goes without saying. */
function isOrigin(text: unknown): boolean {
  return typeof text === 'string' && /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text
}

function isSink(sink: unknown): boolean {
  const { write, reject, close } = Object(sink) as Record<string, unknown>
  return [write, reject, close].every((method) => typeof method === 'function')
}

function isRate(rate: unknown): boolean {
  return typeof rate === 'number' && rate >= 1 && rate < Number.POSITIVE_INFINITY
}

function refuse(option: string, found: unknown, wanted: string): never {
  const message = `Cannot create a collector with "${option}": ${String(found)}, expected ${wanted}`
  throw Object.assign(new TypeError(message), { code: 'invalid_collector_options' })
}

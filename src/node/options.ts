import { checkCommonOptions } from '../tracker/check-common-options'
import type { Plugin } from '../tracker/plugins'
import { refuseOption } from '../tracker/refuse-option'
import type { Tracker } from './tracker'

/**
 * Options of {@link createTracker}.
 *
 * @example
 * const options: TrackerOptions = {
 *   endpoint: 'https://shop.example/collect',
 *   log: '/var/lib/shop/aisle', // orders outlive a crash of the process
 *   batch_delay_ms: 10_000,
 * }
 * const start = () => createTracker(options)
 */
export interface TrackerOptions {
  /** The address of the collector, absolute: `https://shop.example/collect`. */
  readonly endpoint: string
  /**
   * A folder of this process's own, on a local disk, made where it is missing: events wait there, and outlive a crash.
   * @default none: events wait in memory
   */
  readonly log?: string | undefined
  /**
   * Sent to the collector as `Authorization: Bearer`.
   * @default none
   */
  readonly write_key?: string | undefined
  /**
   * How long events wait for more to go with them, in milliseconds.
   * @default 1_000
   */
  readonly batch_delay_ms?: number | undefined
  /**
   * The most events that wait, 1 to 10,000, or 5 MB of them: beyond that the least important oldest are dropped, orders last.
   * @default 10_000
   */
  readonly max_waiting?: number | undefined
  /** @default [] */
  readonly plugins?: readonly Plugin<Tracker>[] | undefined
  /**
   * Told of what was not as it should be: events or fields that were refused or rejected, failing plugins, storage that
   * fails. Each kind is told once.
   * @default reports to the console
   */
  readonly on_error?: ((error: Error) => void) | undefined
}

/** The most events that wait, whatever is asked for. */
export const MAX_WAITING = 10_000

/**
 * Throws where the options cannot be used.
 *
 * @throws TypeError with code `invalid_tracker_options`.
 *
 * @example
 * checkOptions({ endpoint: '/collect' }) // throws: a server has no origin of its own
 */
export function checkOptions(options: TrackerOptions): void {
  const { endpoint, log, write_key, max_waiting = MAX_WAITING } = options
  if (!/^https?:$/.test(protocolOf(endpoint)))
    refuseOption('endpoint', { found: endpoint, wanted: 'the absolute address of a collector' })
  if (log !== undefined && (typeof log !== 'string' || !log)) refuseOption('log', { found: log, wanted: 'a folder' })
  // What it is is no one's business, be it good or bad.
  if (write_key !== undefined && !(typeof write_key === 'string' && /^[\x21-\x7e]+$/.test(write_key)))
    refuseOption('write_key', { found: typeof write_key, wanted: 'printable ASCII without spaces' })
  if (!(Number.isInteger(max_waiting) && max_waiting >= 1 && max_waiting <= MAX_WAITING))
    refuseOption('max_waiting', { found: max_waiting, wanted: `a whole number, 1 to ${MAX_WAITING}` })
  checkCommonOptions(options)
}

function protocolOf(address: unknown): string {
  try {
    return new URL(address as string).protocol
  } catch {
    return ''
  }
}

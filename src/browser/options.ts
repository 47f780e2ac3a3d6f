import type { AisleDocument } from '../language/ast'
import type { VisitOptions } from '../sessions/visit'
import { checkCommonOptions } from '../tracker/check-common-options'
import type { Plugin } from '../tracker/plugins'
import { refuseOption } from '../tracker/refuse-option'
import type { Consent, Tracker } from './tracker'

/**
 * Options of {@link createTracker}.
 *
 * @example
 * // A shop with routes of its own, which calls `tracker.page()` itself.
 * const options: TrackerOptions = { endpoint: '/collect', definitions: builtin, track_pages: false }
 * createTracker(options)
 */
export interface TrackerOptions extends VisitOptions {
  /** The address of the collector: absolute, or of the shop's own origin (`/collect`). */
  readonly endpoint: string
  /** Segments, stages and traits to work out in the page; without it no engine is loaded. */
  readonly definitions?: AisleDocument | undefined
  /**
   * What is agreed to when the page opens. Nothing is stored, sent or scheduled while it is pending.
   * @default 'pending'
   */
  readonly consent?: 'pending' | Consent | undefined
  /**
   * Whether Global Privacy Control counts as a no to both purposes, whatever else is said.
   * @default true
   */
  readonly honour_privacy_control?: boolean | undefined
  /**
   * Whether each view of a page is tracked as `page_viewed`; else `tracker.page()` does.
   * @default true
   */
  readonly track_pages?: boolean | undefined
  /**
   * Whether the part after `#` names a page.
   * @default false
   */
  readonly hash_routes?: boolean | undefined
  /**
   * How long events wait for more to go with them, in milliseconds; at the page's exit they do not.
   * @default 1_000
   */
  readonly batch_delay_ms?: number | undefined
  /** @default [] */
  readonly plugins?: readonly Plugin<Tracker>[] | undefined
  /**
   * Told of what was not as it should be: events or fields that were refused, failing plugins, storage that fails. Each kind
   * is told once a page.
   * @default reports to the console
   */
  readonly on_error?: ((error: Error) => void) | undefined
}

/**
 * Throws where the options cannot be used.
 *
 * @throws TypeError with code `invalid_tracker_options`.
 */
export function checkOptions(options: TrackerOptions): void {
  const { endpoint } = options
  if (typeof endpoint !== 'string' || !endpoint)
    refuseOption('endpoint', { found: endpoint, wanted: 'the address of a collector' })
  checkCommonOptions(options)
}

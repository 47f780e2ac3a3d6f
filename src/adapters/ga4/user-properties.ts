import type { Plugin } from '../../tracker/plugins'
import { createNotes, type Losses } from '../support/notes'
import { page } from '../support/page'
import { pageLayer } from './data-layer'
import { toUserProperty, type UserPropertyOptions } from './user-property'

/**
 * What is known of the shopper in a page, as far as it goes to GA4.
 *
 * @example
 * ```ts
 * // What a tracker knows is one; GA4 is told nothing of it before it is ready.
 * const view: PageView = createTracker({ endpoint: '/collect', definitions: builtin }).getSnapshot()
 * view.is_ready // => false
 * ```
 */
export interface PageView {
  /** Whether what was stored has been taken up. */
  readonly is_ready: boolean
  readonly segments: { readonly [name: string]: string }
  /** By stage set. */
  readonly stages: { readonly [set: string]: string }
}

/**
 * The part of a page's tracker that is listened to.
 *
 * @example
 * ```ts
 * // Stands in for a page's tracker in a test.
 * const view = { is_ready: true, segments: { vip: 'in', lapsed: 'unknown' }, stages: {} }
 * const tracker: SubscribedTracker = { subscribe: (listener) => (listener(view), () => {}) }
 * const told: unknown[] = []
 * ga4UserProperties({ has_consent: () => true, gtag: (...call) => told.push(call) }).setup?.(tracker)
 * told // => [['set', 'user_properties', { aisle_vip: 'in' }]]
 * ```
 */
export interface SubscribedTracker {
  /** Listens to changes; gives what stops it. */
  subscribe(listener: (view: PageView) => void): () => void
}

/**
 * Options of {@link ga4UserProperties}.
 *
 * @example
 * ```ts
 * const refused = new Set<string>()
 * const options: Ga4UserPropertiesOptions = {
 *   has_consent: () => document.cookie.includes('analytics=yes'),
 *   on_losses: ({ lost }) => lost.forEach(({ path }) => refused.add(path)), // names and stages too long for GA4
 * }
 * createTracker({ endpoint: '/collect', definitions: builtin, plugins: [ga4UserProperties(options)] })
 * ```
 */
export interface Ga4UserPropertiesOptions extends UserPropertyOptions {
  /** Whether GA4 may be told; asked before each call, as the tracker's own consent is to other purposes. */
  readonly has_consent: () => boolean
  /**
   * Only these segments and stage sets: a property of GA4 has room for 25 user properties.
   * @default all that are known
   */
  readonly names?: readonly string[] | undefined
  /**
   * The page's `gtag`.
   * @default the page's own; where there is none, what Google's snippet does: the call is pushed to `dataLayer`
   */
  readonly gtag?: ((...call: readonly unknown[]) => unknown) | undefined
  /** Told what GA4 would not take, each time that something is told. */
  readonly on_losses?: ((losses: Losses) => void) | undefined
}

/**
 * A plugin of a page's tracker that keeps user properties of GA4 as what is known of the shopper:
 * `gtag('set', 'user_properties', { aisle_vip: 'in' })`, what is new of it each time that something changes. They go along
 * with the events of GA4 from then on. It needs no secret and makes no request of its own.
 *
 * @example
 * ```ts
 * const consents = { analytics: false }
 * const plugin = ga4UserProperties({ has_consent: () => consents.analytics, names: ['vip', 'purchase_journey'] })
 * createTracker({ endpoint: '/collect', definitions: builtin, plugins: [plugin] })
 * ```
 */
export function ga4UserProperties(options: Ga4UserPropertiesOptions): Plugin<SubscribedTracker> {
  const { has_consent, names, gtag, on_losses } = options
  let told: { readonly [property: string]: string } = {}

  function tell({ is_ready, segments, stages }: PageView): void {
    if (!is_ready || !has_consent()) return
    const notes = createNotes()
    const known = Object.entries({ ...segments, ...stages })
      .filter(([name]) => names?.includes(name) ?? true)
      .flatMap(([name, to]) => {
        const property = toUserProperty({ name, to }, options, notes)
        return property ? [property] : []
      })
    // Of what is unknown there is nothing to tell, unless something was told before.
    const fresh = known.filter(([name, to]) => (Object.hasOwn(told, name) ? told[name] !== to : to !== 'unknown'))
    const losses = notes.all()
    if (losses.lost.length > 0) on_losses?.(losses)
    if (fresh.length === 0) return
    const properties = Object.fromEntries(fresh)
    told = { ...told, ...properties }
    const call = gtag ?? pageTag()
    call('set', 'user_properties', properties)
  }

  return { name: 'ga4-user-properties', setup: (tracker) => tracker.subscribe(tell) }
}

/** The page's `gtag`, or what it does. */
function pageTag(): (...call: readonly unknown[]) => unknown {
  const { gtag } = page()
  if (typeof gtag === 'function') return gtag as (...call: readonly unknown[]) => unknown
  const layer = pageLayer()
  return function push() {
    // Google's tag knows a call by its being `arguments`, and no array.
    // biome-ignore lint/complexity/noArguments: as above
    layer.push(arguments)
  }
}

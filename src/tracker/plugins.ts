import type { Reporter } from './reporter'
import type { WireEvent } from './wire-event'
import { createWireReader, type WireFields } from './wire-reader'

/**
 * What a plugin adds to an event: scalars by name; in the context also one level of them. What is none is left out, and
 * reported.
 *
 * @example
 * const enrich = (): EventPatch => ({ props: { store: 'vienna' }, context: { experiment: { checkout: 'short' } } })
 * createTracker({ endpoint: '/collect', plugins: [{ name: 'store', enrich }] })
 */
export interface EventPatch {
  readonly props?: object
  readonly context?: object
}

/**
 * Something that adds to a tracker. Whatever it does wrong is reported once and harms nothing: neither the other plugins
 * nor the delivery. `docs/plugins.md` says what it may rely on.
 *
 * @example
 * const show = ({ segments }: ShopperNews) => document.body.classList.toggle('for-vip', segments.vip === 'in')
 * // What `subscribe` gives undoes it, at the end or where consent is taken back.
 * const plugin: Plugin<Tracker> = { name: 'vip', setup: (tracker) => tracker.subscribe(show) }
 * createTracker({ endpoint: '/collect', definitions: builtin, plugins: [plugin] })
 */
export interface Plugin<Api = unknown> {
  readonly name: string
  /**
   * Called at the start, in a page once there is consent, and again where consent was taken back and is given again. Where
   * it throws the plugin is left out. May give what undoes it. Is not waited for.
   */
  readonly setup?: (api: Api) => unknown
  /**
   * Called with each event, frozen, before it is stored; gives what to add to it. Is not waited for. What it tracks is refused,
   * and reported: it would be asked of that as well, without end.
   */
  readonly enrich?: (event: WireEvent) => EventPatch | undefined
  /** Called with events, frozen, that the collector has accepted. Is not waited for. */
  readonly deliver?: (events: readonly WireEvent[]) => unknown
  /** Called once for each setup, at the end; after it no hook is called any more. */
  readonly teardown?: () => unknown
}

/** The plugins of a tracker, as one. */
export interface Plugins {
  /** The event with what the plugins add, each seeing what those before it added. */
  enrich(event: WireEvent): WireEvent
  /**
   * Whether a plugin is being asked what to add. What is tracked meanwhile is to be refused, as its event would be asked for in
   * turn, without end; this reports it.
   */
  refuse(): boolean
  /** Tells of events, as JSON, that the collector has accepted. */
  deliver(texts: readonly string[]): void
  /** Undoes all that was set up. */
  stop(): void
}

/**
 * Sets up plugins, each apart from all else.
 *
 * @param options `api` is what `setup` is called with; `on_error` gets the first thing that goes wrong with each plugin.
 *
 * @example
 * const plugins = createPlugins([{ name: 'shop', enrich: () => ({ props: { shop: 'at' } }) }], { api: tracker, on_error })
 * plugins.enrich(event).props.shop // 'at'
 */
export function createPlugins<Api>(
  list: readonly Plugin<Api>[],
  { api, on_error }: { readonly api: Api; readonly on_error: Reporter['error'] },
): Plugins {
  const failed = new Set<Plugin<Api>>()
  const undoes: Plugin<Api>[] = []
  let asked: Plugin<Api> | undefined

  function fail(plugin: Plugin<Api>, cause: unknown): void {
    if (failed.has(plugin)) return
    failed.add(plugin)
    on_error(`run plugin "${plugin.name}"`, cause)
  }

  function guard(plugin: Plugin<Api>, act: () => unknown): unknown {
    try {
      const result = act()
      // A promise may fail later.
      Promise.resolve(result).catch((cause) => fail(plugin, cause))
      return result
    } catch (cause) {
      return fail(plugin, cause)
    }
  }

  const active = list.filter((plugin) => {
    const teardown = guard(plugin, () => plugin.setup?.(api))
    undoes.push(plugin)
    if (typeof teardown === 'function') undoes.push({ name: plugin.name, teardown: teardown as () => unknown })
    return !failed.has(plugin)
  })

  return {
    enrich(event) {
      let enriched = event
      for (const plugin of active) {
        guard(plugin, () => {
          asked = plugin
          try {
            const patch = plugin.enrich?.(parseFrozen(JSON.stringify(enriched)))
            if (!patch) return undefined
            const { fields, problems } = readPatch(patch)
            enriched = {
              ...enriched,
              props: { ...enriched.props, ...fields.props },
              context: { ...enriched.context, ...fields.context },
            }
            for (const { path, found, wanted } of problems) throw new Error(`${path} is ${found}, expected ${wanted}`)
            return patch
          } finally {
            // Before a failure is reported: whoever hears of it may track.
            asked = undefined
          }
        })
      }
      return enriched
    },
    refuse() {
      if (asked) fail(asked, new Error('it tracks in enrich, expected what to add alone'))
      return !!asked
    },
    deliver(texts) {
      for (const plugin of active) guard(plugin, () => plugin.deliver?.(texts.map(parseFrozen)))
    },
    stop() {
      active.length = 0
      for (const plugin of undoes.splice(0)) guard(plugin, () => plugin.teardown?.())
    },
  }
}

/** What can be added of a patch, and what is wrong with the rest. */
function readPatch(patch: EventPatch) {
  const { readFields, problems } = createWireReader()
  const props = readFields(patch.props ?? {}, 'props') as WireEvent['props']
  const context = readFields(patch.context ?? {}, 'context', (_, value, path) =>
    typeof value === 'object' ? ((readFields(value, path) as WireFields[string]) ?? null) : undefined,
  )
  return { fields: { props, context }, problems }
}

/** Frozen all through: what is inside comes to the reviver before what it is inside of. */
function parseFrozen(text: string): WireEvent {
  return JSON.parse(text, (_, value) => Object.freeze(value))
}

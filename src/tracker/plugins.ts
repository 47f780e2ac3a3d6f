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
   * Called with each event, frozen, before it is stored; gives what to add to it. Is not waited for. To track
   * in it throws: it would be called with that event as well, without end.
   */
  readonly enrich?: (event: WireEvent) => EventPatch | undefined
  /** Called with events, frozen, that the collector has accepted. Is not waited for. */
  readonly deliver?: (events: readonly WireEvent[]) => unknown
  /** Called once for each setup, at the end; after it no hook is called any more. */
  readonly teardown?: () => unknown
}

/** The plugins of a tracker, as one. */
export interface Plugins<Api = unknown> {
  /** Sets them up, each apart from all else; until then there are none. */
  wake(api: Api): void
  /** The event with what the plugins add, each seeing what those before it added. */
  enrich(event: WireEvent): WireEvent
  /**
   * Called where something is tracked: throws, to the plugin, where one is being asked what to add. Its event would be asked of it
   * in turn, without end.
   */
  refuse(): void
  /** Tells of events, as JSON, that the collector has accepted. */
  deliver(texts: readonly string[]): void
  /** Undoes all that was set up. */
  stop(): void
}

/**
 * Makes the plugins of a tracker.
 *
 * @param on_error Gets the first thing that goes wrong with each plugin.
 *
 * @example
 * const plugins = createPlugins([{ name: 'shop', enrich: () => ({ props: { shop: 'at' } }) }], on_error)
 * plugins.wake(tracker)
 * plugins.enrich(event).props.shop // 'at'
 */
export function createPlugins<Api>(list: readonly Plugin<Api>[] = [], on_error: Reporter['error']): Plugins<Api> {
  /** Made anew each time that they are set up. */
  let failed: Set<Plugin<Api>>
  const undoes: Plugin<Api>[] = []
  let active: readonly Plugin<Api>[] = []
  let isAsked = false

  function guard(plugin: Plugin<Api>, act: () => unknown): unknown {
    const fail = (cause: unknown) => {
      // Whoever hears of it may track.
      isAsked = false
      if (failed.has(plugin)) return
      failed.add(plugin)
      on_error(`run plugin "${plugin.name}"`, cause)
    }
    try {
      const result = act()
      // A promise may fail later.
      Promise.resolve(result).catch(fail)
      return result
    } catch (cause) {
      fail(cause)
    }
  }

  return {
    wake(api) {
      failed = new Set()
      active = list.filter((plugin) => {
        const teardown = guard(plugin, () => plugin.setup?.(api))
        undoes.push(plugin)
        if (typeof teardown === 'function') undoes.push({ ...plugin, teardown: teardown as () => unknown })
        return !failed.has(plugin)
      })
    },
    enrich(event) {
      let enriched = event
      for (const plugin of active) {
        guard(plugin, () => {
          isAsked = true
          const patch = plugin.enrich?.(parseFrozen(JSON.stringify(enriched)))
          isAsked = false
          if (!patch) return undefined
          const { readFields, problems } = createWireReader()
          const props = readFields(patch.props ?? {}, 'props') as WireEvent['props']
          const context = readFields(patch.context ?? {}, 'context', (_, value, path) =>
            typeof value === 'object' ? ((readFields(value, path) as WireFields[string]) ?? null) : undefined,
          )
          enriched = {
            ...enriched,
            props: { ...enriched.props, ...props },
            context: { ...enriched.context, ...context },
          }
          for (const { path, found, wanted } of problems) throw new Error(`${path} is ${found}, expected ${wanted}`)
          return patch
        })
      }
      return enriched
    },
    refuse() {
      if (isAsked) throw new Error('it tracks in enrich')
    },
    deliver(texts) {
      for (const plugin of active) guard(plugin, () => plugin.deliver?.(texts.map(parseFrozen)))
    },
    stop() {
      active = []
      for (const plugin of undoes.splice(0)) guard(plugin, () => plugin.teardown?.())
    },
  }
}

/** Frozen all through: what is inside comes to the reviver before what it is inside of. */
function parseFrozen(text: string): WireEvent {
  return JSON.parse(text, (_, value) => Object.freeze(value))
}

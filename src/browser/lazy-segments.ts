import type { AisleDocument } from '../language/ast'
import { eventsIn, type Items } from '../tracker/item-store'
import type { Reporter } from '../tracker/reporter'
import type { WireEvent } from '../tracker/wire-event'
import type { Segments, SegmentsOptions } from './segments'

/** Options of {@link createLazySegments}. */
export interface LazySegmentsOptions extends Omit<SegmentsOptions, 'definitions' | 'on_saved'> {
  readonly definitions?: AisleDocument | undefined
  readonly items: Items
  readonly report: Reporter
}

/** The segments of a page, whose engine is loaded once it may be. */
export interface LazySegments extends Segments {
  /** Loads the engine, once, for definitions that there must be; events that come meanwhile are not lost. */
  load(): void
  /**
   * Keeps what is not saved yet, these events included, for the next page: at once, since this one may be gone the next
   * moment, whether or not the engine was there.
   */
  leave(events: Iterable<WireEvent>): void
}

/** Where events are kept that a page was left with. */
export const LEFT = '~left'

/** Makes the segments of a page; nothing is loaded before `load()`, nor after `stop()` unless it is called again. */
export function createLazySegments({ report, items, ...options }: LazySegmentsOptions): LazySegments {
  let segments: Segments | undefined
  /** Which loading counts. */
  let loading: object | undefined
  /** In the order in which they came. */
  let unsaved: WireEvent[] = []
  const left = () => eventsIn(items, LEFT)

  const on_saved = (count: number) => {
    unsaved.splice(0, count)
    // What another tab was left with it has told this one, too.
    if (!unsaved[0]) items.removeItem(LEFT)
  }
  return {
    load() {
      if (loading) return
      const own = {}
      loading = own
      import('./segments')
        .then(({ createSegments }) => createSegments({ ...options, on_saved } as SegmentsOptions))
        .then((made) => {
          if (loading !== own) return made.stop()
          segments = made
          unsaved.unshift(...left())
          segments.add(unsaved)
        })
        .catch((cause) => report.error('work out segments', cause))
    },
    add(events) {
      if (!loading) return
      unsaved.push(...events)
      segments?.add(events)
    },
    explain: (name) => segments?.explain(name),
    leave(unstored) {
      if (loading) items.setItem(LEFT, JSON.stringify([...left(), ...unsaved, ...unstored]))
    },
    reset() {
      unsaved = []
      segments?.reset()
    },
    stop() {
      segments?.stop()
      segments = undefined
      loading = undefined
      unsaved = []
    },
  }
}

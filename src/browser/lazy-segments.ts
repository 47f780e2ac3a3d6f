import type { AisleDocument } from '../language/ast'
import type { Reporter } from '../tracker/reporter'
import type { WireEvent } from '../tracker/wire-event'
import type { Segments, SegmentsOptions } from './segments'

/** Options of {@link createLazySegments}. */
export interface LazySegmentsOptions extends Omit<SegmentsOptions, 'definitions'> {
  readonly definitions: AisleDocument | undefined
  readonly report: Reporter
}

/** The segments of a page, whose engine is loaded once it may be. */
export interface LazySegments extends Segments {
  /** Loads the engine, once; events that come meanwhile are not lost. */
  load(): void
}

/** Makes the segments of a page; nothing is loaded before `load()`, nor after `stop()` unless it is called again. */
export function createLazySegments({ definitions, report, ...options }: LazySegmentsOptions): LazySegments {
  let segments: Segments | undefined
  /** Which loading counts. */
  let loading: object | undefined
  /** Events for an engine that is not there yet. */
  let early: WireEvent[] = []
  return {
    load() {
      if (loading || !definitions) return
      const own = {}
      loading = own
      import('./segments')
        .then(({ createSegments }) => createSegments({ ...options, definitions }))
        .then((made) => {
          if (loading !== own) return made.stop()
          segments = made
          segments.add(early)
          early = []
        })
        .catch((cause) => report.error('work out segments', cause))
    },
    add(events) {
      if (segments) segments.add(events)
      else if (loading) early.push(...events)
    },
    explain: (name) => segments?.explain(name),
    leave: (unstored) => segments?.leave(unstored),
    reset() {
      early = []
      segments?.reset()
    },
    stop() {
      segments?.stop()
      segments = undefined
      loading = undefined
      early = []
    },
  }
}

/**
 * What was measured of a page view; what was not is absent.
 *
 * @example
 * // What Google calls poor (https://web.dev/articles/vitals).
 * const isPoor = ({ lcp_ms = 0, inp_ms = 0, cls = 0 }: PageMeasures) => lcp_ms > 4_000 || inp_ms > 500 || cls > 0.25
 * isPoor({ lcp_ms: 5_200, cls: 0.02, ttfb_ms: 800 }) // => true
 */
export interface PageMeasures {
  /** Largest Contentful Paint, in milliseconds. */
  readonly lcp_ms?: number
  /** Interaction to Next Paint, in milliseconds; absent where nobody touched the page. */
  readonly inp_ms?: number
  /** Cumulative Layout Shift, a ratio. */
  readonly cls?: number
  /** Time to First Byte, in milliseconds; absent on client-side navigations. */
  readonly ttfb_ms?: number
  /** Until the end of the page's `load` event, in milliseconds; absent on client-side navigations and restored pages. */
  readonly load_ms?: number
}

/** What is read of a metric of web-vitals. */
export interface Measure {
  readonly name: string
  readonly value: number
  /** When the navigation began that it is of, in milliseconds since the document's start, 0 for the load itself. */
  readonly navigationStartTime?: number
}

/** What {@link collectMeasures} gives. */
export interface MeasureCollection {
  /** Takes a value, or a newer one of the same metric. */
  readonly add: (measure: Measure) => void
  /** Tells what there is of the view, unless that was told already. */
  readonly tell: () => void
  /** Tells what there is, and begins the next view; what still comes of navigations heard of so far is not its own. */
  readonly next: () => void
}

/** Options of {@link collectMeasures}. */
export interface CollectMeasuresOptions {
  readonly on_measured: (measures: PageMeasures) => void
  /** The duration of the document's load, in milliseconds; absent while it loads. */
  readonly load_ms: () => number | undefined
}

const FIELDS = new Map<string, keyof PageMeasures>([
  ['LCP', 'lcp_ms'],
  ['INP', 'inp_ms'],
  ['CLS', 'cls'],
  ['TTFB', 'ttfb_ms'],
])

/**
 * Collects the metrics of each page view, to be told once. The first navigation that something is heard of is the view's:
 * a browser may see more of them than there are page views, such as jumps within a page.
 *
 * @example
 * const collection = collectMeasures({ on_measured: console.log, load_ms: () => 900 })
 * collection.add({ name: 'LCP', value: 812.3, navigationStartTime: 0 })
 * collection.tell() // { lcp_ms: 812, load_ms: 900 }
 */
export function collectMeasures({ on_measured, load_ms }: CollectMeasuresOptions): MeasureCollection {
  let measures: Partial<Record<keyof PageMeasures, number>> = {}
  let start: number | undefined
  let latest = 0
  let closed = -1
  let isTold = false
  const tell = () => {
    if (isTold || start === undefined) return
    isTold = true
    const load = start === 0 ? load_ms() : undefined
    on_measured(load === undefined ? measures : { ...measures, load_ms: Math.round(load) })
  }
  return {
    add: ({ name, value, navigationStartTime = 0 }) => {
      latest = Math.max(latest, navigationStartTime)
      const field = FIELDS.get(name)
      if (!field || navigationStartTime <= closed) return
      start ??= navigationStartTime
      if (start === navigationStartTime) {
        measures = { ...measures, [field]: field === 'cls' ? Math.round(value * 1e4) / 1e4 : Math.round(value) }
      }
    },
    tell,
    next: () => {
      tell()
      measures = {}
      start = undefined
      closed = latest
      isTold = false
    },
  }
}

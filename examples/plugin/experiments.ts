// A module is added to only where it is imported (TS2664 otherwise), and `aisle/browser` is another one.
import type {} from 'aisle'
import type { Plugin, Tracker } from 'aisle/browser'

declare module 'aisle' {
  interface CustomEvents {
    experiment_viewed: { experiment: string; variant?: string }
  }
}

/**
 * A plugin that tells every event which variants of the shop's experiments this shopper has, and tracks once a page when one
 * of them was seen: `window.dispatchEvent(new CustomEvent('experiment_seen', { detail: 'free_shipping_bar' }))`.
 *
 * @param options `url` gives the variants as JSON, by experiment: `{ "free_shipping_bar": "b" }`.
 *
 * @example
 * createTracker({ endpoint: '/collect', plugins: [experiments({ url: '/experiments.json' })] })
 */
export function experiments({ url }: { readonly url: string }): Plugin<Tracker> {
  // What begins with a setup is kept in it, or put back by teardown: a plugin may be set up again.
  let variants: Readonly<Record<string, string>> | undefined
  let end: AbortController | undefined

  return {
    name: 'experiments',

    async setup(tracker) {
      end = new AbortController()
      const { signal } = end
      const seen = new Set<string>()
      const hear = (event: Event) => {
        const experiment = String((event as CustomEvent).detail)
        if (seen.has(experiment)) return
        seen.add(experiment)
        const variant = variants?.[experiment]
        tracker.track('experiment_viewed', { experiment, ...(variant && { variant }) })
      }
      window.addEventListener('experiment_seen', hear, { signal })
      try {
        const reply = await fetch(url, { signal })
        if (!reply.ok) throw new Error(`Cannot load "${url}": ${reply.status}, expected 200`)
        const loaded = await reply.json()
        if (!signal.aborted) variants = loaded
      } catch (error) {
        // What fails is told to the tracker's on_error; that we broke it off ourselves is no failure.
        if (!signal.aborted) throw error
      }
    },

    enrich: () => (variants ? { context: { experiments: variants } } : undefined),

    teardown() {
      end?.abort()
      variants = undefined
    },
  }
}

import type { Tracker } from '../../browser/tracker'
import type { Plugin } from '../../tracker/plugins'

/** Runs code in a tab. */
type Run = <T>(act: () => T) => T

/** A tab's tracker, for code outside of it: whoever calls a method, it runs in the tab, and so does all that it begins. */
export function trackerInTab(tracker: Tracker, run: Run): Tracker {
  const methods = Object.entries(tracker) as [string, (...args: unknown[]) => unknown][]
  return Object.fromEntries(
    methods.map(([name, method]) => [name, (...args: unknown[]) => run(() => method(...args))]),
  ) as unknown as Tracker
}

/** A plugin that is set up with such a tracker: what it watches, such as a data layer, may be changed from outside. */
export function pluginInTab(plugin: Plugin<Tracker>, run: Run): Plugin<Tracker> {
  // What is no plugin is for the tracker to refuse.
  if (typeof plugin?.setup !== 'function') return plugin
  return {
    name: plugin.name,
    setup: (tracker) => plugin.setup?.(trackerInTab(tracker, run)),
    enrich: (event) => plugin.enrich?.(event),
    deliver: (events) => plugin.deliver?.(events),
    teardown: () => plugin.teardown?.(),
  }
}

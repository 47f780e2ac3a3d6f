import { builtin } from 'aisle'
import { createTracker, type Tracker } from 'aisle/browser'
import { device } from 'aisle/browser/device'
import { webVitals } from 'aisle/browser/web-vitals'
import type { Inspector, SimulatedView } from 'aisle/inspector'
import { leftACart } from './personalise/left-a-cart'
import { saved } from './state/saved'

/** What the shopper said of consent; undefined while nothing was. */
export const consent = saved('consent', (stored) => (typeof stored === 'boolean' ? stored : undefined))

let inspector: Inspector | undefined

const answerOf = (agreed: boolean) => ({ analytics: agreed, personalization: agreed })

/** The shop's tracker: the one place that makes it. Pages track through it, and ask it what is known of the shopper. */
export const tracker: Tracker = createTracker({
  endpoint: '/collect',
  definitions: builtin,
  // Nothing is stored, sent or worked out before the shopper has said yes, now or on an earlier visit.
  consent: consent.get() === undefined ? 'pending' : answerOf(consent.get()!),
  plugins: [
    device(),
    webVitals(),
    // The inspector is loaded when it is asked for: until then there is nobody to hear.
    {
      name: 'inspector',
      enrich: (event) => inspector?.plugin.enrich(event),
      deliver: (events) => inspector?.plugin.deliver(events),
    },
  ],
})

/** The shopper has answered the question of the banner. */
export function answerConsent(agreed: boolean): void {
  consent.set(agreed)
  tracker.setConsent(answerOf(agreed))
}

/**
 * Loads the inspector, once, and opens it.
 *
 * @param onSimulate Told of the persona that the shop is to show itself to.
 */
export async function openInspector(onSimulate: (view: SimulatedView | undefined) => void): Promise<void> {
  if (!inspector) {
    const { builtinPersonas, createInspector } = await import('aisle/inspector')
    inspector ??= createInspector({
      definitions: builtin,
      personas: [...builtinPersonas, leftACart],
      on_simulate: onSimulate,
    })
    inspector.attach(tracker)
  }
  inspector.open()
}

import type { Consent, ShopperNews, Tracker } from '../browser/tracker'
import type { Change } from '../engine/answers'
import type { WireEvent } from '../tracker/wire-event'
import { clockTime } from './clock-time'
import type { InspectorPlugin } from './options'
import { createRecent } from './recent'

/** A change, with a number of its own. */
export interface NumberedChange extends Change {
  readonly number: number
}

/** What an inspector has seen of a tracker so far. */
export interface InspectorRecord {
  readonly plugin: InspectorPlugin
  readonly tracker: () => Tracker | undefined
  /** Takes a tracker up, in place of the one before it. */
  readonly attach: (tracker: Tracker) => void
  /** The last 200, newest first. */
  readonly events: () => readonly WireEvent[]
  /** The last 100, newest first. */
  readonly changes: () => readonly NumberedChange[]
  /** What an event is called in a sentence. */
  readonly eventName: (id: string) => string
  readonly isSetUp: () => boolean
  readonly isDelivered: () => boolean
  /** What was last said of consent by the inspector itself. */
  readonly said: () => Consent
  readonly say: (consent: Consent) => void
  /** Nothing is kept any more. */
  readonly stop: () => void
}

const MOST_EVENTS = 200
const MOST_CHANGES = 100

/** Keeps what a tracker tells, whether the inspector is open or not. `on_change` is called each time that there is something new. */
export function createInspectorRecord(on_change: () => void): InspectorRecord {
  const events = createRecent<WireEvent>(MOST_EVENTS)
  const changes = createRecent<NumberedChange>(MOST_CHANGES)
  let tracker: Tracker | undefined
  let unsubscribe: (() => void) | undefined
  let number = 0
  let said: Consent = {}
  let isSetUp = false
  let isDelivered = false
  let isStopped = false

  const hear = (news: ShopperNews) => {
    changes.add(...news.changes.map((change) => ({ ...change, number: number++ })))
    on_change()
  }
  const attach = (next: Tracker) => {
    if (next === tracker || isStopped) return
    unsubscribe?.()
    tracker = next
    unsubscribe = next.subscribe(hear)
    on_change()
  }
  return {
    plugin: {
      name: 'inspector',
      setup(api) {
        isSetUp = true
        attach(api)
      },
      enrich(event) {
        if (isStopped) return undefined
        // Whether the tracker set this up or a shop passes its events on: both are after consent.
        isSetUp = true
        events.add(event)
        on_change()
        return undefined
      },
      deliver() {
        isDelivered = true
        on_change()
      },
    },
    tracker: () => tracker,
    attach,
    events: events.items,
    changes: changes.items,
    eventName(id) {
      const found = events.items().find((event) => event.id === id)
      return found ? `${found.name} ${clockTime(found.time)}` : `of an earlier page (${id.slice(0, 13)}…)`
    },
    isSetUp: () => isSetUp,
    isDelivered: () => isDelivered,
    said: () => said,
    say(consent) {
      said = { ...said, ...consent }
      if (consent.analytics === false) isDelivered = false
      on_change()
    },
    stop() {
      isStopped = true
      unsubscribe?.()
      tracker = undefined
    },
  }
}

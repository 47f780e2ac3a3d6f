// Compiled by tsc, never run: every line under @ts-expect-error must fail to compile, every other must compile.
import type { createTracker, Tracker, TrackerOptions, Who } from '../../src/node'

declare module '../../src/vocabulary/event-types' {
  interface CustomEvents {
    type_test_parcel_scanned: { depot: string }
  }
}

declare const tracker: Tracker
declare const create: typeof createTracker
const who: Who = { user_id: 'u-42' }

tracker.track('order_completed', { order_id: 'A-1', total: 12, products: [{ product_id: 'A' }] }, who)
tracker.track('order_delivered', { order_id: 'A-1', delivered_at: 1_700_000_000_000 }, { visitor_id: 'v-1', id: 'd-7' })
tracker.track('support_contacted', {}, { user_id: 'u', visitor_id: 'v', session_id: 's', time: 1_700_000_000_000 })
tracker.track('type_test_parcel_scanned', { depot: 'Linz' }, { ...who, context: { channel: 'email' } })
export const done: Promise<void>[] = [tracker.flush(), tracker.stop()]
export const accepted: number = create({ endpoint: 'https://shop.example/collect', log: '/log' }).ledger().accepted

// @ts-expect-error no such event
tracker.track('order_complete', {}, who)
// @ts-expect-error an amount is a number
tracker.track('order_completed', { total: '12' }, who)
// @ts-expect-error no such property on this event
tracker.track('order_completed', { totl: 12 }, who)
// @ts-expect-error an own event's property has its own type
tracker.track('type_test_parcel_scanned', { depot: 7 }, who)
// @ts-expect-error whose event it is must be said
tracker.track('order_completed', { order_id: 'A-1' })
// @ts-expect-error of nobody
tracker.track('order_completed', { order_id: 'A-1' }, {})
// @ts-expect-error a visit is nobody
tracker.track('order_completed', { order_id: 'A-1' }, { session_id: 's' })
// @ts-expect-error an instant is a number
tracker.track('order_completed', {}, { user_id: 'u', time: '2024-01-01' })
// @ts-expect-error a server has no page
tracker.page()
// @ts-expect-error an endpoint is needed
create({ log: '/log' })
// @ts-expect-error consent is asked for in pages
export const options: TrackerOptions = { endpoint: 'https://shop.example/collect', consent: 'pending' }

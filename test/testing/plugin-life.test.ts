import { expect, test } from 'vitest'
import { builtin } from '../../src'
import type { Tracker } from '../../src/browser/tracker'
import { createFakeShop, type FakeShop } from '../../src/testing'

const YES = { analytics: true, personalization: true }
const NO = { analytics: false, personalization: false }

/** A plugin that notes what is asked of it, in a tab whose tracker waits for consent. */
function begin(shop: FakeShop): { readonly tracker: Tracker; readonly calls: string[] } {
  const calls: string[] = []
  const tracker = shop.openTab().createTracker({
    consent: 'pending',
    track_pages: false,
    plugins: [
      {
        name: 'notes',
        setup: () => void calls.push('setup'),
        enrich: ({ name }) => void calls.push(`enrich ${name}`),
        deliver: (events) => void calls.push(`deliver ${events.map(({ name }) => name)}`),
        teardown: () => void calls.push('teardown'),
      },
    ],
  })
  return { tracker, calls }
}

test('a plugin lives from consent to its end, and hears of what was tracked before', async () => {
  const shop = createFakeShop()
  const { tracker, calls } = begin(shop)
  tracker.track('cart_viewed')
  await shop.pass(1_000)
  expect(calls).toEqual([])
  tracker.setConsent(YES)
  await shop.pass(1_000)
  expect(calls.splice(0)).toEqual(['setup', 'enrich cart_viewed', 'deliver cart_viewed'])
  tracker.setConsent(NO)
  tracker.track('cart_viewed')
  await shop.pass(1_000)
  expect(calls.splice(0)).toEqual(['teardown'])
  tracker.setConsent(YES)
  tracker.track('checkout_started')
  await shop.pass(1_000)
  expect(calls.splice(0)).toEqual(['setup', 'enrich checkout_started', 'deliver checkout_started'])
  await shop.close()
})

test('a plugin is asked for all that was tracked before stop(), and for nothing after its teardown', async () => {
  const shop = createFakeShop()
  const { tracker, calls } = begin(shop)
  tracker.setConsent(YES)
  tracker.track('cart_viewed')
  tracker.stop()
  tracker.track('checkout_started')
  await shop.pass(1_000)
  expect(calls).toEqual(['setup', 'enrich cart_viewed', 'teardown'])
  await shop.close()
})

test('a plugin of the tab that sends hears of the events of all tabs', async () => {
  const shop = createFakeShop()
  const [first, second] = [begin(shop), begin(shop)]
  for (const { tracker } of [first, second]) tracker.setConsent(YES)
  await shop.pass(1_000)
  second.tracker.track('cart_viewed')
  await shop.pass(2_000)
  expect(first.calls).toEqual(['setup', 'deliver cart_viewed'])
  expect(second.calls).toEqual(['setup', 'enrich cart_viewed'])
  await shop.close()
})

test('a plugin is not undone where one of two purposes is taken back, nor left out where its setup fails late', async () => {
  const shop = createFakeShop()
  const calls: string[] = []
  const tracker = shop.openTab().createTracker({
    consent: YES,
    definitions: builtin,
    track_pages: false,
    plugins: [
      {
        name: 'late',
        setup: () => Promise.reject(new Error('late')),
        enrich: ({ name }) => void calls.push(name),
        teardown: () => void calls.push('teardown'),
      },
    ],
  })
  tracker.setConsent({ personalization: false })
  tracker.track('cart_viewed')
  await shop.pass(1_000)
  expect(calls).toEqual(['cart_viewed'])
  expect(shop.errors.map(({ message }) => message)).toEqual(['Cannot run plugin "late": Error: late'])
  await shop.close()
})

test('to track in enrich throws to the plugin, which is reported, and the page goes on', async () => {
  const shop = createFakeShop()
  let tracker: Tracker | undefined
  const calls: string[] = []
  const plugin = {
    name: 'echo',
    setup(given: Tracker) {
      tracker = given
    },
    enrich({ name }: { readonly name: string }) {
      calls.push(name)
      const ways = [
        () => tracker?.track('list_viewed'),
        () => tracker?.page(),
        () => tracker?.cart([{ product_id: 'SKU-1' }]),
        () => tracker?.identify('u-42'),
      ]
      for (const way of ways) expect(way).toThrow('it tracks in enrich')
      tracker?.track('list_viewed')
      return { props: { is_seen: true } }
    },
  }
  const made = shop.openTab().createTracker({ consent: YES, track_pages: false, plugins: [plugin] })
  made.track('cart_viewed')
  await shop.pass(1_000)
  expect(calls).toEqual(['cart_viewed'])
  expect(shop.collector.events).toMatchObject([{ name: 'cart_viewed', props: {} }])
  expect(shop.errors.map(({ message }) => message)).toEqual(['Cannot run plugin "echo": Error: it tracks in enrich'])
  made.track('checkout_started')
  await shop.pass(1_000)
  expect(made.ledger().delivered).toBe(2)
  await shop.close()
})

test('a shop may track that a plugin failed in enrich', async () => {
  const shop = createFakeShop()
  const enrich = ({ name }: { readonly name: string }) => {
    if (name === 'cart_viewed') throw new Error('out of order')
  }
  const tracker: Tracker = shop.openTab().createTracker({
    consent: YES,
    track_pages: false,
    plugins: [{ name: 'broken', enrich: enrich as never }],
    on_error: () => tracker.track('list_viewed'),
  })
  tracker.track('cart_viewed')
  await shop.pass(2_000)
  expect(shop.collector.events.map(({ name }) => name)).toEqual(['cart_viewed', 'list_viewed'])
  await shop.close()
})

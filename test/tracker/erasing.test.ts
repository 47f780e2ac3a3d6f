import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { builtin } from '../../src'
import type { Tracker } from '../../src/browser/tracker'
import { createFakeShop, expectDelivered, type FakeShop } from '../../src/testing'

const yes = { analytics: true, personalization: true }
const no = { analytics: false, personalization: false }

let shop: FakeShop
beforeEach(() => {
  shop = createFakeShop()
})
afterEach(() => shop.close())

const start = (consent: typeof yes | 'pending' = yes) => shop.openTab().createTracker({ consent, track_pages: false })

describe('a yes right after a no', () => {
  test.each(['pending', yes] as const)(
    'keeps what is tracked then, of one visitor, where it was %o',
    async (before) => {
      const tracker = start(before)
      await shop.pass(before === yes ? 5_000 : 0)
      tracker.setConsent(no)
      tracker.track('cart_viewed')
      tracker.setConsent(yes)
      tracker.track('page_viewed')
      await shop.pass(5_000)
      tracker.track('page_viewed')
      await shop.pass(5_000)
      expectDelivered(shop.collector, ['page_viewed', 'page_viewed'])
      expect(new Set(shop.collector.events.map(({ visitor_id }) => visitor_id)).size).toBe(1)
      expect(tracker.ledger()).toEqual({ accepted: 3, delivered: 2, waiting: 0, dropped: { denied: 1 } })
    },
  )

  test.each<[string, (tracker: Tracker) => void]>([
    ['a no', (tracker) => tracker.setConsent(no)],
    ['forget()', (tracker) => void tracker.forget()],
  ])('is no yes where %s comes after it', async (_, end) => {
    const tracker = start()
    await shop.pass(5_000)
    for (const consent of [no, yes]) tracker.setConsent(consent)
    end(tracker)
    tracker.track('page_viewed')
    await shop.pass(5_000)
    expectDelivered(shop.collector, [])
    expect([...shop.disk.local.keys()]).toEqual([])
  })
})

describe('what an earlier page has stored', () => {
  const both = { definitions: builtin, track_pages: false }
  /** A page that was left with an event that could not be sent. */
  async function leave(): Promise<void> {
    const tab = shop.openTab()
    const tracker = tab.createTracker({ consent: yes, ...both })
    await shop.pass(5_000)
    shop.network.goOffline()
    tracker.track('page_viewed')
    await shop.pass(5_000)
    tab.close()
    await shop.pass(5_000)
    shop.network.goOnline()
  }

  test.each([[[]], [['locks']], [['indexedDB']]] as const)(
    'is not sent by a page that has no consent to it, without %j',
    async (without) => {
      await shop.close()
      shop = createFakeShop({ without })
      await leave()
      shop.openTab().createTracker({ consent: { analytics: false, personalization: true }, ...both })
      await shop.pass(60_000)
      expectDelivered(shop.collector, [])
    },
  )

  test('is not sent either where a full disk cannot even let go of it', async () => {
    await leave()
    shop.disk.is_full = true
    const tracker = shop.openTab().createTracker({ consent: { analytics: false, personalization: true }, ...both })
    await shop.pass(60_000)
    await shop.pass(600_000)
    expectDelivered(shop.collector, [])
    expect(tracker.ledger()).toMatchObject({ delivered: 0 })
  })

  test('waits for a consent that is pending', async () => {
    await leave()
    const tracker = shop.openTab().createTracker({ consent: { personalization: true }, ...both })
    await shop.pass(60_000)
    expectDelivered(shop.collector, [])
    tracker.setConsent({ analytics: true })
    tracker.track('cart_viewed')
    await shop.pass(5_000)
    expectDelivered(shop.collector, ['page_viewed', 'cart_viewed'])
  })
})

test('a no to personalization erases also what was kept when the database failed', async () => {
  const tab = shop.openTab()
  const refuse = () => {
    throw new DOMException('The database is damaged', 'UnknownError')
  }
  tab.run(() => Object.assign(indexedDB, { open: refuse }))
  tab.createTracker({ consent: yes, definitions: builtin })
  await shop.pass(5_000)
  expect(shop.disk.local.has('aisle.~shopper')).toBe(true)
  tab.close()
  const tracker = shop.openTab().createTracker({ consent: yes, definitions: builtin })
  await shop.pass(5_000)
  tracker.setConsent({ personalization: false })
  await shop.pass(5_000)
  expect(shop.disk.local.has('aisle.~shopper')).toBe(false)
})

describe('what another tab knows when all is erased', () => {
  const open = () => shop.openTab().createTracker({ consent: yes, definitions: builtin, track_pages: false })
  const kept = () => [
    ...shop.disk.local.keys(),
    ...[...shop.disk.databases.values()].flatMap((stores) =>
      [...stores.values()].flatMap((texts) => [...texts.keys()]),
    ),
  ]

  test('makes no shopper before there is one', async () => {
    const [here, there] = [open(), open()]
    await shop.pass(5_000)
    // It is about to save what it knows.
    there.track('page_viewed')
    await shop.pass(500)
    await here.forget()
    await shop.pass(5_000)
    expect(kept()).toEqual([])
  })

  test('is no shopper whom the database alone knew', async () => {
    const first = open()
    first.track('page_viewed')
    await shop.pass(5_000)
    first.stop()
    shop.disk.local.clear()
    const [here, there] = [open(), open()]
    there.track('page_viewed')
    await shop.pass(5_000)
    await here.forget()
    await shop.pass(5_000)
    there.track('page_viewed')
    await shop.pass(5_000)
    const [before, same, after] = shop.collector.events.map(({ visitor_id }) => visitor_id)
    expect(same).toBe(before)
    expect(after).not.toBe(before)
  })
})

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CollectedEvent, Rejection, Sink } from '../../src/collector/sink'

/** A place that a sink stores in, and what is in it. */
export interface Place {
  /** Opens a sink on it: the first one, or another after the one before it is closed, as after a restart. */
  readonly open: () => Promise<Sink>
  /** All events that are there, as they were written, in the order in which they came. */
  readonly events: () => Promise<readonly CollectedEvent[]>
  readonly rejections: () => Promise<readonly Rejection[]>
  /** Takes it away. */
  readonly remove: () => Promise<void>
}

const RECEIVED_AT = 1_795_600_000_000

/** An event with all that an event may have. */
export function eventOf(number: number, rest: Partial<CollectedEvent> = {}): CollectedEvent {
  return {
    id: `event-${number}`,
    name: 'product_added',
    time: RECEIVED_AT - 1_000 + number,
    seq: number,
    shopper_id: 'v-1',
    visitor_id: 'v-1',
    session_id: 's-1',
    page_id: 'p-1',
    props: { cart_value: 39.9, note: `it's "quoted" \\ and ☃ \u{1F600}`, gift: true },
    products: [{ product_id: 'SKU-1', price: 39.9, quantity: 1 }],
    context: { page: { url: 'https://shop.example/' }, device: { type: 'mobile' } },
    sent_at: RECEIVED_AT - 10,
    received_at: RECEIVED_AT,
    library: { name: 'aisle', version: '1' },
    ...rest,
  }
}

function eventsOf(from: number, to: number): CollectedEvent[] {
  return Array.from({ length: to - from + 1 }, (_, i) => eventOf(from + i))
}

const rejection: Rejection = {
  received_at: RECEIVED_AT,
  id: 'x',
  code: 'missing',
  message: 'no name',
  text: '{"id":"x"}',
}

/**
 * What every sink must do.
 *
 * @param name Of the sink.
 * @param makePlace Makes a new and empty place.
 * @example
 * describeSink('openNdjsonSink()', async () => ({ open, events, rejections, remove }))
 */
export function describeSink(name: string, makePlace: () => Promise<Place>): void {
  describe(`${name}, as a sink`, () => {
    let place: Place
    let other: Place
    let sink: Sink
    const ids = async (where = place) => (await where.events()).map(({ id }) => id)
    beforeEach(async () => {
      place = await makePlace()
      other = await makePlace()
      sink = await place.open()
    })
    afterEach(async () => {
      await sink.close()
      await Promise.all([place.remove(), other.remove()])
    })

    test('stores events as they are, in their order', async () => {
      const least = { id: 'least', name: 'page_viewed', time: 5, shopper_id: 'v', session_id: '', received_at: 9 }
      const events = [...eventsOf(1, 3), { ...least, props: {}, products: [], context: {} }]
      expect(await sink.write(events)).toBe(4)
      expect(await place.events()).toEqual(events)
    })

    test('stores an id once: within a batch, in the next one, and in two at the same time', async () => {
      expect(await sink.write([eventOf(1), eventOf(1, { time: 7 })])).toBe(1)
      expect(await sink.write(eventsOf(1, 2))).toBe(1)
      const counts = await Promise.all([
        sink.write(eventsOf(2, 5)),
        sink.write(eventsOf(3, 6)),
        sink.write(eventsOf(5, 6)),
      ])
      expect(counts.reduce((sum, count) => sum + count)).toBe(4)
      expect((await ids()).sort()).toEqual(eventsOf(1, 6).map(({ id }) => id))
      expect((await place.events())[0]).toEqual(eventOf(1))
    })

    test('knows after a restart what it stored before', async () => {
      await sink.write(eventsOf(1, 3))
      await sink.close()
      sink = await place.open()
      expect(await sink.write(eventsOf(2, 5))).toBe(2)
      expect((await ids()).sort()).toEqual(eventsOf(1, 5).map(({ id }) => id))
    })

    test('has everything when it is closed at once', async () => {
      const writing = [sink.write(eventsOf(1, 50)), sink.write(eventsOf(51, 100)), sink.reject([rejection])]
      await sink.close()
      await Promise.all(writing)
      expect((await ids()).length).toBe(100)
      expect(await place.rejections()).toEqual([rejection])
      sink = await place.open()
    })

    test('keeps what was rejected, whatever is absent there', async () => {
      const { id: _, ...nameless } = rejection
      await sink.reject([rejection, nameless])
      await sink.reject([rejection])
      expect(await place.rejections()).toEqual([rejection, nameless, rejection])
      expect(await place.events()).toEqual([])
    })

    test('has nothing to do with another one of its kind', async () => {
      const second = await other.open()
      const counts = await Promise.all([sink.write(eventsOf(1, 3)), second.write(eventsOf(2, 4))])
      await Promise.all([second.reject([rejection]), second.write(eventsOf(1, 4))])
      expect(counts).toEqual([3, 3])
      expect(await ids()).toEqual(['event-1', 'event-2', 'event-3'])
      expect((await ids(other)).sort()).toEqual(['event-1', 'event-2', 'event-3', 'event-4'])
      expect(await place.rejections()).toEqual([])
      await second.close()
    })

    test('stores texts that look like SQL, like a path, or like the end of a line', async () => {
      const texts = [`'; drop table events; --`, '../../x', 'a\nb\r\u2028c', '{"id":"event-9"}', '']
      const events = texts.map((text, i) => eventOf(i, { props: { text }, shopper_id: text || 'v' }))
      await sink.write(events)
      expect(await place.events()).toEqual(events)
    })

    test('stores many at once', async () => {
      const groups = Array.from({ length: 20 }, (_, i) => eventsOf(100 * i, 100 * i + 99))
      await Promise.all(groups.map((group) => sink.write(group)))
      expect(new Set(await ids()).size).toBe(2_000)
      expect((await ids()).length).toBe(2_000)
    })
  })
}

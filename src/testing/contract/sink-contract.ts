import type { CollectedEvent, Rejection, Sink } from '../../collector/sink'
import { type ContractCase, casesOf } from './contract-case'
import { same } from './same'
import { sampleEvent } from './sample-event'

/**
 * A place that a sink stores in, and what is in it.
 *
 * @example
 * const makePlace = async (): Promise<SinkPlace> => {
 *   const sink = createMemorySink() // what stores on a disk is opened anew each time
 *   const { events, rejections } = sink
 *   return { open: async () => sink, events: async () => events, rejections: async () => rejections, remove: () => {} }
 * }
 * const cases = sinkContract(makePlace)
 */
export interface SinkPlace {
  /** Opens a sink on it: the first one, or another after the one before it is closed, as after a restart. */
  readonly open: () => Promise<Sink>
  /** All events that are there, as they were written, in the order in which they came. */
  readonly events: () => Promise<readonly CollectedEvent[]>
  /** All rejections that are there, in the order in which they came. */
  readonly rejections: () => Promise<readonly Rejection[]>
  /** Takes it away. */
  readonly remove: () => unknown
}

const REJECTION: Rejection = {
  received_at: 1_795_600_000_000,
  id: 'x',
  code: 'missing',
  message: 'no name',
  text: '{"id":"x"}',
}

interface Given {
  readonly place: SinkPlace
  readonly other: SinkPlace
  readonly sink: Sink
  /** Closes the sink, and opens another one on its place. */
  readonly reopen: () => Promise<Sink>
}

const eventsOf = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => sampleEvent(from + i))
const idsOf = (events: readonly CollectedEvent[]) => events.map(({ id }) => id).sort()
const idsIn = async (place: SinkPlace) => idsOf(await place.events())

/**
 * What every sink must do: each event once, as it is, also across restarts; nothing lost at the end.
 *
 * @param makePlace Makes a new and empty place; it is called twice for each case.
 *
 * @example
 * const casesOf = (makePlace: () => Promise<SinkPlace>) => sinkContract(makePlace)
 * // In any test framework: for (const { name, run } of casesOf(makePlace)) test(name, run)
 */
export function sinkContract(makePlace: () => Promise<SinkPlace>): readonly ContractCase[] {
  const setUp = async () => {
    const [place, other] = [await makePlace(), await makePlace()]
    let sink = await place.open()
    const reopen = async () => {
      await sink.close()
      sink = await place.open()
      return sink
    }
    const given: Given = { place, other, sink, reopen }
    const tearDown = async () => {
      await sink.close()
      await Promise.all([place.remove(), other.remove()])
    }
    return { given, tearDown }
  }
  return casesOf(setUp, { ...storing, ...lasting })
}

const storing = {
  async 'stores events as they are, in their order'({ sink, place }: Given) {
    const least = { id: 'least', name: 'page_viewed', time: 5, shopper_id: 'v', session_id: '', received_at: 9 }
    const events = [...eventsOf(1, 3), { ...least, props: {}, products: [], context: {} }]
    same('says how many were new', { found: await sink.write(events), wanted: 4 })
    same('stores them as they are', { found: await place.events(), wanted: events })
  },

  async 'stores an id once: within a batch, in the next one, and in two at the same time'({ sink, place }: Given) {
    const twice = await sink.write([sampleEvent(1), sampleEvent(1, { time: 7 })])
    same('takes one of two with an id', { found: twice, wanted: 1 })
    same('takes what is new of a batch', { found: await sink.write(eventsOf(1, 2)), wanted: 1 })
    const batches = [eventsOf(2, 5), eventsOf(3, 6), eventsOf(5, 6)]
    const counts = await Promise.all(batches.map((batch) => sink.write(batch)))
    same('counts each id once', { found: counts.reduce((sum, count) => sum + count), wanted: 4 })
    same('stores each id once', { found: await idsIn(place), wanted: idsOf(eventsOf(1, 6)) })
    same('keeps the first of an id', { found: (await place.events())[0], wanted: sampleEvent(1) })
  },

  async 'stores texts that look like SQL, like a path, or like the end of a line'({ sink, place }: Given) {
    const texts = [`'; drop table events; --`, '../../x', 'a\nb\r\u2028c', '{"id":"event-9"}', '']
    const events = texts.map((text, i) => sampleEvent(i, { props: { text }, shopper_id: text || 'v' }))
    await sink.write(events)
    same('stores texts as they are', { found: await place.events(), wanted: events })
  },

  async 'stores many at once'({ sink, place }: Given) {
    const groups = Array.from({ length: 20 }, (_, i) => eventsOf(100 * i, 100 * i + 99))
    await Promise.all(groups.map((group) => sink.write(group)))
    const ids = await idsIn(place)
    same('stores each of many once', { found: [ids.length, new Set(ids).size], wanted: [2_000, 2_000] })
  },

  async 'keeps what was rejected, whatever is absent there'({ sink, place }: Given) {
    const { id: _, ...nameless } = REJECTION
    await sink.reject([REJECTION, nameless])
    await sink.reject([REJECTION])
    same('keeps rejections', { found: await place.rejections(), wanted: [REJECTION, nameless, REJECTION] })
    same('takes no rejection for an event', { found: await place.events(), wanted: [] })
  },
}

const lasting = {
  async 'knows after a restart what it stored before'({ sink, place, reopen }: Given) {
    await sink.write(eventsOf(1, 3))
    const again = await reopen()
    same('takes what is new', { found: await again.write(eventsOf(2, 5)), wanted: 2 })
    same('stores each id once', { found: await idsIn(place), wanted: idsOf(eventsOf(1, 5)) })
  },

  async 'has everything when it is closed at once'({ sink, place, reopen }: Given) {
    const writing = [sink.write(eventsOf(1, 50)), sink.write(eventsOf(51, 100)), sink.reject([REJECTION])]
    await sink.close()
    await Promise.all(writing)
    same('has all events', { found: (await idsIn(place)).length, wanted: 100 })
    same('has all rejections', { found: await place.rejections(), wanted: [REJECTION] })
    await reopen()
  },

  async 'has nothing to do with another one of its kind'({ sink, place, other }: Given) {
    const second = await other.open()
    try {
      const counts = await Promise.all([sink.write(eventsOf(1, 3)), second.write(eventsOf(2, 4))])
      await Promise.all([second.reject([REJECTION]), second.write(eventsOf(1, 4))])
      same('knows its own ids alone', { found: counts, wanted: [3, 3] })
      same('has its own events', { found: await idsIn(place), wanted: idsOf(eventsOf(1, 3)) })
      same('leaves the other its own', { found: await idsIn(other), wanted: idsOf(eventsOf(1, 4)) })
      same('has its own rejections', { found: await place.rejections(), wanted: [] })
    } finally {
      await second.close()
    }
  },
}

import { describe, expect, test } from 'vitest'
import type { CollectedEvent, Rejection, Sink } from '../../../src/collector/sink'
import { sinkContract } from '../../../src/testing/contract/sink-contract'
import { createMemorySink } from '../../../src/testing/memory-sink'

/** What a place has, and what is known of it when it is opened anew. */
interface Disk {
  readonly events: CollectedEvent[]
  readonly rejections: Rejection[]
}

/** A place in memory whose sinks are those of a disk, with a fault. */
function makePlace(openSink: (disk: Disk) => Sink) {
  const disk: Disk = { events: [], rejections: [] }
  return async () => ({
    open: async () => openSink(disk),
    events: async () => disk.events,
    rejections: async () => disk.rejections,
    remove: async () => {},
  })
}

/** A sink that does well; each way to do worse takes one thing from it. */
function openSink(disk: Disk, faults: Partial<Record<Fault, true>> = {}): Sink {
  const known = new Set(faults.forgetful ? [] : disk.events.map(({ id }) => id))
  const all = (events: readonly CollectedEvent[]) =>
    faults.shuffling ? [...events].reverse() : faults.changing ? events.map((each) => ({ ...each, props: {} })) : events
  return {
    async write(events) {
      const fresh = faults.doubling ? events : events.filter(({ id }) => !known.has(id) && known.add(id))
      const kept = faults.losing ? fresh.slice(0, 90) : fresh
      disk.events.push(...all(kept))
      return fresh.length
    },
    async reject(rejections) {
      if (!faults.silent) disk.rejections.push(...rejections)
    },
    async close() {},
  }
}

type Fault = 'forgetful' | 'shuffling' | 'changing' | 'doubling' | 'losing' | 'silent'

/** The names of the cases that a sink does not pass. */
async function broken(open: (disk: Disk) => Sink): Promise<string[]> {
  const names: string[] = []
  for (const { name, run } of sinkContract(() => makePlace(open)()))
    await run().catch((error) => {
      expect(error).toMatchObject({
        code: 'contract_broken',
        message: expect.stringMatching(/^Cannot accept that it "/),
      })
      names.push(name)
    })
  return names
}

describe('sinkContract()', () => {
  test('is passed by a sink that does well', async () => {
    expect(await broken(openSink)).toEqual([])
  })

  test('is passed by createMemorySink()', async () => {
    const cases = sinkContract(async () => {
      const sink = createMemorySink()
      const { events, rejections } = sink
      const open = async () => sink
      return { open, events: async () => events, rejections: async () => rejections, remove: async () => {} }
    })
    for (const { run } of cases) await run()
    expect(cases.length).toBeGreaterThan(5)
  })

  test.each<[Fault, string]>([
    ['forgetful', 'knows after a restart what it stored before'],
    ['shuffling', 'stores events as they are, in their order'],
    ['changing', 'stores texts that look like SQL, like a path, or like the end of a line'],
    ['doubling', 'stores an id once: within a batch, in the next one, and in two at the same time'],
    ['losing', 'stores many at once'],
    ['silent', 'keeps what was rejected, whatever is absent there'],
  ])('is not passed by a sink that is %s', async (fault, name) => {
    expect(await broken((disk) => openSink(disk, { [fault]: true }))).toContain(name)
  })

  test('is not passed by sinks that share what they know, nor by one that is closed too early', async () => {
    const shared: Disk = { events: [], rejections: [] }
    expect(await broken(() => openSink(shared))).toContain('has nothing to do with another one of its kind')
    const early = (disk: Disk): Sink => {
      let is_closed = false
      const sink = openSink(disk)
      const write: Sink['write'] = async (events) => {
        await null
        return is_closed ? events.length : sink.write(events)
      }
      const close = async () => {
        is_closed = true
      }
      return { ...sink, write, close }
    }
    expect(await broken(early)).toContain('has everything when it is closed at once')
  })
})

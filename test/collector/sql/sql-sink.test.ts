import { describe, expect, test } from 'vitest'
import type { CollectedEvent } from '../../../src/collector/sink'
import { createSqlSink } from '../../../src/collector/sql/sql-sink'
import { sampleEvent } from '../../../src/testing/contract/sample-event'

type Row = Pick<CollectedEvent, 'id' | 'time'> & { readonly event: CollectedEvent }

/** A database in memory, that takes a moment. */
function makeDatabase() {
  const stored = new Map<string, Row>()
  const calls: string[] = []
  return {
    stored,
    calls,
    insertEvents: async (text: string) => {
      const rows = JSON.parse(text) as Row[]
      calls.push(rows.map(({ id }) => id.replace('event-', '')).join())
      await new Promise((done) => setTimeout(done, 1))
      const added = rows.filter(({ id }) => !stored.has(id))
      for (const row of added) stored.set(row.id, row)
      // In an order of its own.
      return added.map(({ id }) => id).reverse()
    },
    insertRejections: async (text: string) => void calls.push(text),
    isOfValues: () => false,
    release: async () => void calls.push('released'),
  }
}

const eventsOf = (...numbers: number[]) => numbers.map((number) => sampleEvent(number))

describe('createSqlSink()', () => {
  test('says of each write how many of it were new, also where several are stored as one', async () => {
    const database = makeDatabase()
    const sink = createSqlSink(database, 1_000)
    const counts = await Promise.all([
      sink.write(eventsOf(1)),
      sink.write(eventsOf(1, 2, 3)),
      sink.write(eventsOf(3, 4, 3, 4)),
      sink.write(eventsOf(2, 5, 6, 7)),
      sink.write([]),
    ])
    expect(counts).toEqual([1, 2, 1, 3, 0])
    expect(database.calls).toEqual(['1,2,3,4,5,6,7'])
  })

  test('keeps of an id what came first', async () => {
    const database = makeDatabase()
    const sink = createSqlSink(database, 1_000)
    await Promise.all([
      sink.write([sampleEvent(1, { time: 7 }), sampleEvent(1, { time: 8 })]),
      sink.write([sampleEvent(1, { time: 9 })]),
    ])
    expect(database.stored.get('event-1')).toMatchObject({ time: 7, event: sampleEvent(1, { time: 7 }) })
  })

  test('lets go of the database once everything is stored', async () => {
    const database = makeDatabase()
    const sink = createSqlSink(database, 1_000)
    const writing = Promise.all([sink.write(eventsOf(1)), sink.write(eventsOf(2))])
    await Promise.all([sink.close(), sink.close()])
    expect(database.calls).toEqual(['1,2', 'released'])
    expect(await writing).toEqual([1, 1])
    await expect(sink.write([])).rejects.toMatchObject({ code: 'sink_closed' })
  })
})

import { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPostgresSink, type PostgresSinkOptions } from '../../../src/collector/postgres/postgres-sink'
import type { Sink } from '../../../src/collector/sink'
import { sampleEvent } from '../../../src/testing/contract/sample-event'
import { type SinkPlace, sinkContract } from '../../../src/testing/contract/sink-contract'
import { startServer, type TestServer } from './support/server'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
}, 60_000)
afterAll(() => server.stop())

interface Tables {
  readonly table: string
  readonly rejected_table: string
}

const newTables = (): Tables => ({ table: server.newName(), rejected_table: server.newName() })

function open(tables: Tables, options: Partial<PostgresSinkOptions> = {}): Promise<Sink> {
  return openPostgresSink({ connection: server.connection, ...tables, ...options })
}

async function query(sql: string): Promise<never[]> {
  const { rows } = await server.pool.query(sql)
  return rows as never[]
}

async function makePlace(): Promise<SinkPlace> {
  const tables = newTables()
  return {
    open: () => open(tables),
    events: async () => (await query(`select event from ${tables.table} order by arrival`)).map(({ event }) => event),
    rejections: async () => {
      const rows = await query(`select * from ${tables.rejected_table} order by arrival`)
      return rows.map(({ arrival: _, id, received_at, ...row }: Record<string, string>) => ({
        ...(row as { code: string; message: string; text: string }),
        received_at: Number(received_at),
        ...(id !== null && { id }),
      }))
    },
    remove: async () => {},
  }
}

describe('openPostgresSink(), as a sink', () => {
  for (const { name, run } of sinkContract(makePlace)) test(name, run)
})

describe('openPostgresSink()', () => {
  const ids = async ({ table }: Tables) =>
    (await query(`select id from ${table} order by arrival`)).map(({ id }) => id as string)

  test.each<[string, PostgresSinkOptions]>([
    ['neither a connection nor a pool', {}],
    ['both', { connection: 'postgres://127.0.0.1:1/x', pool: new Pool() }],
    ['a name that ends the statement', { connection: 'x', table: 'a"; drop table b; --' }],
    ['a name in capitals', { connection: 'x', table: 'Events' }],
    ['a name of three parts', { connection: 'x', table: 'a.b.c' }],
    ['a name that is too long', { connection: 'x', table: 'a'.repeat(64) }],
    ['an empty name', { connection: 'x', rejected_table: '' }],
    ['a name and the end of a line', { connection: 'x', rejected_table: 'a\n' }],
    ['one table for both', { connection: 'x', table: 'a', rejected_table: 'a' }],
  ])('refuses %s', async (_, options) => {
    await expect(openPostgresSink(options)).rejects.toMatchObject({ name: 'TypeError', code: 'invalid_sink_options' })
  })

  test('stores an id once where several instances start and write at the same time', async () => {
    const tables = newTables()
    const sinks = await Promise.all([open(tables), open(tables), open(tables)])
    const events = Array.from({ length: 400 }, (_, number) => sampleEvent(number))
    const back = [...events].reverse()
    const counts = await Promise.all([
      ...sinks.map((sink, i) => sink.write(i === 1 ? back : events)),
      ...sinks.map((sink) => sink.write(back)),
    ])
    expect(counts.reduce((sum, count) => sum + count)).toBe(400)
    expect((await ids(tables)).sort()).toEqual(events.map(({ id }) => id).sort())
    await Promise.all(sinks.map((sink) => sink.close()))
  })

  test('keeps the order in which events came, and columns to ask for', async () => {
    const tables = newTables()
    const sink = await open(tables)
    await sink.write([sampleEvent(3), sampleEvent(1)])
    await sink.write([sampleEvent(2)])
    expect(await ids(tables)).toEqual(['event-3', 'event-1', 'event-2'])
    const row = await query(
      `select name, time, shopper_id, session_id, received_at, event -> 'props' ->> 'cart_value' as value, event::text
       from ${tables.table} order by arrival limit 1`,
    )
    const { name, time, shopper_id, session_id, received_at } = sampleEvent(3)
    const columns = { name, time: `${time}`, shopper_id, session_id, received_at: `${received_at}`, value: '39.9' }
    // The text itself: the order of what is in it, too.
    expect(row).toEqual([{ ...columns, event: JSON.stringify(sampleEvent(3)) }])
    await sink.close()
  })

  test('stores texts that a database cannot hold, and can look into them', async () => {
    const tables = newTables()
    const sink = await open(tables)
    const texts = ['a\0b', 'a\ud800b', 'a\udc00b', '\\u0000', '\ud83d\ude00']
    expect(await sink.write(texts.map((text, i) => sampleEvent(i, { props: { text }, session_id: text })))).toBe(5)
    await sink.reject([{ received_at: 1, id: '\0', code: 'no_json', message: '\ud800', text: '\0' }])
    const stored = ['a\ufffdb', 'a\ufffdb', 'a\ufffdb', '\\u0000', '\ud83d\ude00']
    expect(
      await query(
        `select session_id as a, event -> 'props' ->> 'text' as b, event::jsonb -> 'props' ->> 'text' as c
         from ${tables.table} order by arrival`,
      ),
    ).toEqual(stored.map((text) => ({ a: text, b: text, c: text })))
    expect(await query(`select id, message, text from ${tables.rejected_table}`)).toEqual([
      { id: '\ufffd', message: '\ufffd', text: '\ufffd' },
    ])
    await sink.close()
  })

  test('stores what comes together with an event that it cannot store', async () => {
    const tables = newTables()
    const sink = await open(tables)
    const results = await Promise.allSettled([
      sink.write([sampleEvent(1)]),
      sink.write([sampleEvent(2, { time: 1.5 })]),
      sink.write([sampleEvent(3)]),
    ])
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await ids(tables)).toEqual(['event-1', 'event-3'])
    await sink.close()
  })

  test('outlives a connection that breaks, and writes again once the server is back', async () => {
    const tables = newTables()
    const errors: Error[] = []
    const sink = await open(tables, { on_error: (error) => errors.push(error) })
    await sink.write([sampleEvent(1)])
    // While nobody uses it: the next write has another one.
    server.gate.cut()
    await expect.poll(() => errors).toMatchObject([{ code: 'connection_lost' }])
    expect(errors[0]).not.toHaveProperty('client')
    expect(await sink.write([sampleEvent(2)])).toBe(1)
    // While there is no server.
    server.gate.cut({ closed: true })
    await expect(sink.write([sampleEvent(3)])).rejects.toThrow()
    await expect(sink.write([sampleEvent(1)])).rejects.toThrow()
    server.gate.open()
    expect(await sink.write([sampleEvent(1), sampleEvent(3)])).toBe(1)
    // While it is used: what was stored all the same is not stored again.
    server.gate.loseAnswer()
    await expect(sink.write([sampleEvent(4)])).rejects.toThrow()
    expect(await sink.write([sampleEvent(4)])).toBe(0)
    expect(await ids(tables)).toEqual(['event-1', 'event-2', 'event-3', 'event-4'])
    await sink.close()
  })

  test('does not fail where telling of a broken connection does', async () => {
    const sink = await open(newTables(), {
      on_error: () => {
        throw new Error('no')
      },
    })
    server.gate.cut()
    expect(await sink.write([sampleEvent(1)]).catch(() => sink.write([sampleEvent(1)]))).toBe(1)
    await sink.close()
  })

  test('does not end the process where telling of a broken connection rejects', async () => {
    const lost: unknown[] = []
    const note = (error: unknown) => void lost.push(error)
    process.on('unhandledRejection', note)
    const pool = new Pool(server.connection)
    const on_error = async () => Promise.reject(new Error('no'))
    const sink = await openPostgresSink({ pool, ...newTables(), on_error })
    pool.emit('error', new Error('terminated'), undefined as never)
    await new Promise(setImmediate)
    process.off('unhandledRejection', note)
    expect(lost).toEqual([])
    await sink.close()
    await pool.end()
  })

  test('leaves a pool open that it was given, and no listener there', async () => {
    const tables = newTables()
    const pool = new Pool(server.connection)
    const sink = await openPostgresSink({ pool, ...tables })
    await sink.write([sampleEvent(1)])
    expect(pool.listenerCount('error')).toBe(1)
    await sink.close()
    expect(pool.listenerCount('error')).toBe(0)
    expect((await pool.query(`select id from ${tables.table}`)).rows).toEqual([{ id: 'event-1' }])
    await pool.end()
  })

  test('ends its own connections when it is closed, once, and takes nothing after that', async () => {
    const sink = await open(newTables())
    expect(server.gate.count()).toBeGreaterThan(0)
    await Promise.all([sink.close(), sink.close()])
    await expect.poll(() => server.gate.count()).toBe(0)
    await expect(sink.write([sampleEvent(1)])).rejects.toMatchObject({ code: 'sink_closed' })
    await expect(sink.reject([])).rejects.toMatchObject({ code: 'sink_closed' })
  })

  test('keeps what was rejected within bounds', async () => {
    const tables = newTables()
    const sink = await open(tables, { max_rejected_bytes_per_day: 250 })
    const rejection = { received_at: 1, code: 'no_json', message: 'no', text: 'x'.repeat(60) }
    for (let i = 0; i < 10; i++) await sink.reject([rejection])
    expect(await query(`select count(*)::int as count from ${tables.rejected_table}`)).toEqual([{ count: 2 }])
    await sink.close()
  })

  test('says when it is opened what is wrong with a server, a schema or a table, and leaves nothing open', async () => {
    const code = 'cannot_open_sink'
    await expect(openPostgresSink({ connection: 'postgres://127.0.0.1:1/x' })).rejects.toMatchObject({
      code,
      message:
        'Cannot open the sink "aisle_events": connect ECONNREFUSED 127.0.0.1:1, expected tables that this role may insert into',
      cause: expect.any(Error),
    })
    await expect(open(newTables(), { table: 'nowhere.events' })).rejects.toMatchObject({
      code,
      message: expect.stringContaining('schema "nowhere" does not exist'),
    })
    const tables = newTables()
    for (const columns of ['id text primary key', 'id text, arrival bigint generated by default as identity']) {
      await query(`create table ${tables.table} (${columns})`)
      await expect(open(tables)).rejects.toMatchObject({ code })
      await query(`drop table ${tables.table}`)
    }
    await expect.poll(() => server.gate.count()).toBe(0)
  })

  test('needs no more rights than it says, where the tables are there, and says which one it lacks', async ({
    skip,
  }) => {
    if (!server.is_real) skip('PGlite has one role for all')
    const tables = newTables()
    const role = server.newName()
    await query(`create role ${role}`)
    const connection = { ...server.connection, options: `-c role=${role}` }
    try {
      await query('revoke create on schema public from public')
      await expect(open(tables, { connection })).rejects.toThrow(/permission denied for schema/)
      await (await open(tables)).close()
      await expect(open(tables, { connection })).rejects.toThrow(/permission denied for/)
      await query(`grant insert on ${tables.table}, ${tables.rejected_table} to ${role}`)
      await query(`grant select (id) on ${tables.table} to ${role}`)
      await expect(open(tables, { connection })).rejects.toThrow(/permission denied for sequence/)
      await query(`grant usage on sequence ${tables.table}_arrival_seq to ${role}`)
      const sink = await open(tables, { connection })
      expect(await sink.write([sampleEvent(1), sampleEvent(1)])).toBe(1)
      await sink.reject([{ received_at: 1, code: 'a', message: 'b', text: 'c' }])
      await sink.close()
    } finally {
      await query(`drop owned by ${role}; drop role ${role}`)
    }
  })

  test('refuses a database whose texts are not in UTF-8', async ({ skip }) => {
    if (!server.is_real) skip('PGlite has one database')
    const database = server.newName()
    await query(`create database ${database} encoding 'LATIN1' locale 'C' template template0`)
    try {
      const connection = { ...server.connection, database }
      await expect(open(newTables(), { connection })).rejects.toThrow(/texts in LATIN1, not in UTF8/)
    } finally {
      await query(`drop database ${database}`)
    }
  })
})

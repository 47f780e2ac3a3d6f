import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type DuckdbSinkOptions, openDuckdbSink } from '../../../src/collector/duckdb/duckdb-sink'
import { sampleEvent } from '../../../src/testing/contract/sample-event'
import { type SinkPlace, sinkContract } from '../../../src/testing/contract/sink-contract'

async function query(path: string, sql: string): Promise<unknown[][]> {
  const instance = await DuckDBInstance.fromCache(path)
  const connection = await instance.connect()
  try {
    return (await connection.runAndReadAll(sql)).getRows()
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

const makeFolder = () => mkdtempSync(join(tmpdir(), 'aisle-duckdb-'))

async function eventsIn(path: string): Promise<never[]> {
  const rows = await query(path, 'select event::varchar from aisle_events order by arrival')
  return rows.map(([event]) => JSON.parse(event as string) as never)
}

async function makePlace(): Promise<SinkPlace> {
  const folder = makeFolder()
  const path = join(folder, 'events.duckdb')
  return {
    open: () => openDuckdbSink({ path }),
    events: () => eventsIn(path),
    rejections: async () => {
      const rows = await query(
        path,
        'select received_at, id, code, message, text from aisle_rejected_events order by arrival',
      )
      return rows.map(([received_at, id, code, message, text]) => ({
        received_at: Number(received_at),
        ...(id !== null && { id: id as string }),
        code: code as string,
        message: message as string,
        text: text as string,
      }))
    },
    remove: async () => rmSync(folder, { recursive: true }),
  }
}

describe('openDuckdbSink(), as a sink', () => {
  for (const { name, run } of sinkContract(makePlace)) test(name, run)
})

describe('openDuckdbSink()', () => {
  let folder: string
  let path: string
  beforeEach(() => {
    folder = makeFolder()
    path = join(folder, 'events.duckdb')
  })
  afterEach(() => rmSync(folder, { recursive: true }))
  const ids = async () => (await query(path, 'select id from aisle_events order by arrival')).flat()

  test.each<[string, Partial<DuckdbSinkOptions>]>([
    ['no path', { path: '' }],
    ['memory', { path: ':memory:' }],
    ['a name that ends the statement', { table: 'a"; drop table b; --' }],
    ['a name in capitals', { table: 'Events' }],
    ['a name of three parts', { table: 'a.b.c' }],
    ['an empty name', { rejected_table: '' }],
    ['a name and the end of a line', { rejected_table: 'a\n' }],
    ['one table for both', { table: 'a', rejected_table: 'a' }],
  ])('refuses %s', async (_, options) => {
    await expect(openDuckdbSink({ path, ...options })).rejects.toMatchObject({ code: 'invalid_sink_options' })
    expect(existsSync(path)).toBe(false)
  })

  test('stores an id once where two sinks of a process have one file, by whatever path', async () => {
    symlinkSync(folder, `${folder}-link`)
    const sinks = await Promise.all([
      openDuckdbSink({ path }),
      openDuckdbSink({ path: join(`${folder}-link`, 'events.duckdb') }),
    ])
    const events = Array.from({ length: 300 }, (_, number) => sampleEvent(number))
    const back = [...events].reverse()
    const counts = await Promise.all([sinks[0]!.write(events), sinks[1]!.write(back), sinks[0]!.write(back)])
    expect(counts.reduce((sum, count) => sum + count)).toBe(300)
    expect(await ids()).toHaveLength(300)
    await Promise.all(sinks.map((sink) => sink.close()))
    rmSync(`${folder}-link`)
  })

  test('goes on where another of its process lets go of the file', async () => {
    const [first, second] = [await openDuckdbSink({ path }), await openDuckdbSink({ path })]
    await first.close()
    expect(await second.write([sampleEvent(1)])).toBe(1)
    await second.close()
  })

  test('is for one process at a time, and says which one has the file', async () => {
    const code = `import('@duckdb/node-api').then(async ({ DuckDBInstance }) => {
      await DuckDBInstance.fromCache(${JSON.stringify(path)})
      console.log('open')
      setInterval(() => {}, 1000)
    })`
    const other = spawn(process.execPath, ['-e', code], {
      cwd: import.meta.dirname,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(other.stdout, 'data')
    await expect(openDuckdbSink({ path })).rejects.toMatchObject({
      code: 'file_in_use',
      message: `Cannot open the sink "${path}": process ${other.pid} has it open, expected a file that no other process has`,
      cause: expect.any(Error),
    })
    other.kill('SIGKILL')
    await once(other, 'exit')
    await (await openDuckdbSink({ path })).close()
  })

  test('gives the file to other processes when it is closed, with all that was written', async () => {
    const sink = await openDuckdbSink({ path })
    await sink.write([sampleEvent(1), sampleEvent(2)])
    await sink.close()
    const code = `import('@duckdb/node-api').then(async ({ DuckDBInstance }) => {
      const connection = await (await DuckDBInstance.create(${JSON.stringify(path)})).connect()
      console.log(String((await connection.runAndReadAll('select count(*) from aisle_events')).getRows()))
    })`
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', code], { cwd: import.meta.dirname })
    expect(stdout).toBe('2\n')
  })

  test('says what is wrong with a file or a table', async () => {
    writeFileSync(path, 'no database, but long enough to be read as the head of one'.repeat(100))
    await expect(openDuckdbSink({ path })).rejects.toMatchObject({
      code: 'cannot_open_sink',
      message: expect.stringMatching(/^Cannot open the sink ".*": .*, expected a DuckDB file$/),
    })
    rmSync(path)
    await query(path, 'create table aisle_events (id varchar, name varchar)')
    await expect(openDuckdbSink({ path })).rejects.toMatchObject({ code: 'cannot_open_sink' })
    // Let go of: it can be opened with another table.
    await (await openDuckdbSink({ path, table: 'main.events' })).close()
  })

  test('keeps the order in which events came, and columns to ask for', async () => {
    const sink = await openDuckdbSink({ path })
    await sink.write([sampleEvent(3), sampleEvent(1)])
    await sink.write([sampleEvent(2)])
    expect(await ids()).toEqual(['event-3', 'event-1', 'event-2'])
    const row = await query(
      path,
      `select name, time, shopper_id, session_id, received_at, event ->> '$.props.cart_value' from aisle_events limit 1`,
    )
    const { name, time, shopper_id, session_id, received_at } = sampleEvent(3)
    expect(row).toEqual([[name, BigInt(time), shopper_id, session_id, BigInt(received_at), '39.9']])
    await sink.close()
  })

  test('stores texts that a database cannot hold, and can look into them', async () => {
    const sink = await openDuckdbSink({ path })
    const texts = ['a\0b', 'a\ud800b', 'a\udc00b', '\\u0000', '\ud83d\ude00']
    expect(await sink.write(texts.map((text, i) => sampleEvent(i, { props: { text }, session_id: text })))).toBe(5)
    await sink.reject([{ received_at: 1, id: '\0', code: 'no_json', message: '\ud800', text: '\0' }])
    const stored = ['a\ufffdb', 'a\ufffdb', 'a\ufffdb', '\\u0000', '\ud83d\ude00']
    expect(await query(path, `select session_id, event ->> '$.props.text' from aisle_events order by arrival`)).toEqual(
      stored.map((text) => [text, text]),
    )
    expect(await query(path, 'select id, message, text from aisle_rejected_events')).toEqual([
      ['\ufffd', '\ufffd', '\ufffd'],
    ])
    await sink.close()
  })

  test('stores what comes together with an event that it cannot store', async () => {
    const sink = await openDuckdbSink({ path })
    const results = await Promise.allSettled([
      sink.write([sampleEvent(1)]),
      sink.write([sampleEvent(2, { time: 'never' as never })]),
      sink.write([sampleEvent(3)]),
    ])
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await ids()).toEqual(['event-1', 'event-3'])
    await sink.close()
  })

  test('keeps what was rejected within bounds', async () => {
    const sink = await openDuckdbSink({ path, max_rejected_bytes_per_day: 250 })
    const rejection = { received_at: 1, code: 'no_json', message: 'no', text: 'x'.repeat(60) }
    for (let i = 0; i < 10; i++) await sink.reject([rejection])
    expect(await query(path, 'select count(*) from aisle_rejected_events')).toEqual([[2n]])
    await sink.close()
  })
})

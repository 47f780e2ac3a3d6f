import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type NdjsonSinkOptions, openNdjsonSink } from '../../../src/collector/ndjson/ndjson-sink'
import { sampleEvent } from '../../../src/testing/contract/sample-event'
import { type SinkPlace, sinkContract } from '../../../src/testing/contract/sink-contract'

function textOf(path: string): string {
  const data = readFileSync(path)
  return (path.endsWith('.gz') ? gunzipSync(data) : data).toString()
}

/** What is in the files of a name, the oldest first. */
function linesIn(folder: string, name: string): never[] {
  const files = readdirSync(folder).filter((file) => file.startsWith(name) && !file.endsWith('.draft'))
  // `events-...` sorts before `events.`, which is the newest.
  const texts = files.sort().map((file) => textOf(join(folder, file)))
  return texts.flatMap((text) => text.split('\n').filter(Boolean)).map((line) => JSON.parse(line) as never)
}

const makeFolder = () => mkdtempSync(join(tmpdir(), 'aisle-ndjson-'))

async function makePlace(): Promise<SinkPlace> {
  const folder = makeFolder()
  return {
    open: () => openNdjsonSink({ folder }),
    events: async () => linesIn(folder, 'events'),
    rejections: async () => linesIn(folder, 'rejected'),
    remove: async () => rmSync(folder, { recursive: true }),
  }
}

describe('openNdjsonSink(), as a sink', () => {
  for (const { name, run } of sinkContract(makePlace)) test(name, run)
})

describe('openNdjsonSink()', () => {
  let folder: string
  beforeEach(() => {
    folder = makeFolder()
  })
  afterEach(() => {
    vi.restoreAllMocks()
    vi.useRealTimers()
    rmSync(folder, { recursive: true, force: true })
  })
  const open = (options: Partial<NdjsonSinkOptions> = {}) => openNdjsonSink({ folder, ...options })
  const files = () => readdirSync(folder).sort()
  const ids = () => linesIn(folder, 'events').map(({ id }) => id)

  test('closes a file that is full, packs it, and goes on in another', async () => {
    const sink = await open({ max_file_bytes: 900 })
    for (let number = 1; number <= 6; number++) await sink.write([sampleEvent(number)])
    await sink.close()
    expect(files().filter((name) => /^events-\d{8}T\d{6}\.\d{3}Z\.ndjson\.gz$/.test(name))).toHaveLength(3)
    expect(files().filter((name) => name.endsWith('.draft') || /-.*\.ndjson$/.test(name))).toEqual([])
    expect(ids()).toEqual([1, 2, 3, 4, 5, 6].map((number) => `event-${number}`))
  })

  test('knows ids from packed files', async () => {
    const first = await open({ max_file_bytes: 1 })
    await first.write([sampleEvent(1), sampleEvent(2)])
    await first.close()
    const second = await open()
    expect(await second.write([sampleEvent(1), sampleEvent(2), sampleEvent(3)])).toBe(1)
    await second.close()
  })

  test('leaves closed files as they are where it is not to pack them', async () => {
    const sink = await open({ max_file_bytes: 1, gzip: false })
    await sink.write([sampleEvent(1)])
    await sink.close()
    expect(files().some((name) => /^events-.*\.ndjson$/.test(name))).toBe(true)
  })

  test('closes a file that is old', async () => {
    const sink = await open({ max_file_age_ms: 1 })
    await sink.write([sampleEvent(1)])
    await new Promise((done) => setTimeout(done, 5))
    await sink.write([sampleEvent(2)])
    await sink.close()
    expect(files().filter((name) => name.startsWith('events-')).length).toBeGreaterThan(0)
    expect(ids()).toEqual(['event-1', 'event-2'])
  })

  test('finishes what a crash has left: a torn line, a closed file, a half packed one', async () => {
    const whole = `${JSON.stringify(sampleEvent(1))}\n`
    writeFileSync(join(folder, 'events.ndjson'), `${whole}${JSON.stringify(sampleEvent(2)).slice(0, 40)}`)
    writeFileSync(join(folder, 'events-20260101T000000.000Z.ndjson'), `${JSON.stringify(sampleEvent(3))}\n`)
    writeFileSync(join(folder, 'events-20260101T000000.000Z.ndjson.gz.draft'), 'half')
    const sink = await open()
    expect(await sink.write([sampleEvent(1), sampleEvent(2), sampleEvent(3)])).toBe(1)
    await sink.close()
    expect(ids()).toEqual(['event-3', 'event-1', 'event-2'])
    expect(files()).toEqual(['events-20260101T000000.000Z.ndjson.gz', 'events.ndjson', 'rejected.ndjson'])
  })

  test('passes over lines that are no events', async () => {
    const lines = ['', 'null', '[]', '{"id":7}', '{"name":"x","id":"event-1"}', '{"id":"a\\"b"}', '{']
    writeFileSync(join(folder, 'events.ndjson'), `${lines.join('\n')}\n`)
    const sink = await open()
    expect(await sink.write([sampleEvent(1), sampleEvent(2), sampleEvent(3, { id: 'a"b' })])).toBe(1)
    await sink.close()
  })

  test('forgets ids after 7 days', async () => {
    const sink = await open()
    await sink.write([sampleEvent(1)])
    await sink.close()
    const days = (count: number) => new Date(Date.now() - count * 86_400_000)
    utimesSync(join(folder, 'events.ndjson'), days(6.9), days(6.9))
    const young = await open()
    expect(await young.write([sampleEvent(1)])).toBe(0)
    await young.close()
    utimesSync(join(folder, 'events.ndjson'), days(7.1), days(7.1))
    const old = await open()
    expect(await old.write([sampleEvent(1)])).toBe(1)
    await old.close()
  })

  test('keeps what was rejected within bounds', async () => {
    const sink = await open({ max_rejected_bytes_per_day: 250 })
    const rejection = { received_at: 1, code: 'no_json', message: 'no', text: 'x'.repeat(60) }
    for (let i = 0; i < 10; i++) await sink.reject([rejection])
    await sink.close()
    expect(linesIn(folder, 'rejected')).toHaveLength(2)
  })

  test('is for one process at a time, and says who has it', async () => {
    const sink = await open()
    await expect(open()).rejects.toMatchObject({ code: 'log_in_use' })
    await sink.close()
    await (await open()).close()
  })

  test('gives its folder up once, however often it is closed', async () => {
    const first = await open()
    await first.close()
    const second = await open()
    await first.close()
    await expect(open()).rejects.toMatchObject({ code: 'log_in_use' })
    await second.close()
  })

  test.each([
    [
      'throws',
      () => {
        throw new Error('a mistake')
      },
    ],
    ['rejects', async () => Promise.reject(new Error('a mistake'))],
  ])('goes on where on_error %s', async (_, on_error) => {
    const sink = await open({ max_file_bytes: 1, on_error })
    vi.spyOn(Date.prototype, 'toISOString').mockReturnValue('no/such/folder')
    for (const number of [1, 2, 3]) {
      await sink.write([sampleEvent(number)])
      await new Promise(setImmediate)
    }
    await sink.close()
    expect(ids()).toEqual(['event-1', 'event-2', 'event-3'])
    await (await open()).close()
  })

  test('leaves nothing behind that moves files where it cannot be opened', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    writeFileSync(join(folder, 'events-20260101T000000.000Z.ndjson.gz'), 'no gzip')
    await expect(open()).rejects.toThrow(/header/)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('is readable for its user alone', async () => {
    const inner = join(folder, 'a', 'b')
    const sink = await openNdjsonSink({ folder: inner, max_file_bytes: 1 })
    await sink.write([sampleEvent(1)])
    await sink.close()
    expect(statSync(inner).mode & 0o777).toBe(0o700)
    for (const name of readdirSync(inner)) expect(statSync(join(inner, name)).mode & 0o077).toBe(0)
  })

  test('does not open on a packed file that is damaged: what it holds could come twice', async () => {
    writeFileSync(join(folder, 'events-20260101T000000.000Z.ndjson.gz'), 'no gzip')
    await expect(open()).rejects.toThrow(/header/)
    rmSync(join(folder, 'events-20260101T000000.000Z.ndjson.gz'))
    await (await open()).close()
  })
})

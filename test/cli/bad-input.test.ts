import { readFileSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { cli, countingFile, event, file, ndjson, T0, temporaryFolder } from './support/cli'

/** Decides a log, and gives what was told of it line by line, the file's name left out. */
async function decide(log: string | Buffer, name = 'log.ndjson', ...options: string[]) {
  const place = file(name, log)
  const ran = await cli(['decide', place, '--definitions', countingFile(), ...options])
  const told = ran.stderr.replaceAll(place, name).trim().split('\n')
  return { ...ran, told, summary: told.at(-1), traits: ran.rows()[0]?.traits }
}

const random = (i: number) => Math.imul(i + 1, 2_654_435_761) >>> 0
const many = ndjson(...Array.from({ length: 5000 }, (_, i) => event({ id: `e${i}`, props: { note: `${random(i)}` } })))

describe('a log that is packed badly', () => {
  it('uses what stands before the end that is missing', async () => {
    const packed = gzipSync(many)
    const { code, told, summary, traits } = await decide(packed.subarray(0, packed.length >> 1), 'log.ndjson.gz')
    expect(told.at(-2)).toBe(
      'log.ndjson.gz: found the end of a gzip file missing; what was read before is used, wanted a file that can be read',
    )
    // The line in which it ends is told as well, unless it ends between two.
    expect(told[0]).toMatch(/^log.ndjson.gz(:\d+)?: found .*(it is cut off|missing)/)
    expect(traits.events).toBeGreaterThan(2000)
    expect(traits.events).toBeLessThan(3000)
    expect(summary).toContain(`${traits.events.toLocaleString('en-US')} events kept`)
    expect(code).toBe(1)
  })

  it('uses what stands before damage', async () => {
    const packed = gzipSync(many)
    packed.fill(0xff, packed.length >> 1, (packed.length >> 1) + 200)
    const { code, told, traits } = await decide(packed, 'log.ndjson.gz')
    expect(told).toContainEqual(
      expect.stringMatching(/^log.ndjson.gz: found damaged gzip \(.*\); what was read before is used/),
    )
    expect(traits.events).toBeGreaterThan(1000)
    expect(code).toBe(1)
  })

  it('reads the other files all the same', async () => {
    const broken = file('broken.ndjson.gz', gzipSync(many).subarray(0, 300))
    const good = file('good.ndjson', ndjson(event({ shopper_id: 'other' })))
    const { code, rows } = await cli(['decide', broken, good, '--definitions', countingFile()])
    expect(rows().map(({ shopper_id }) => shopper_id)).toContain('other')
    expect(code).toBe(1)
  })

  it('reads standard input again as far as it could be read, where it is damaged', async () => {
    const M = 60_000
    // An event without a visit among others of its shopper takes a second reading.
    const visits = [0, 5].map((minute) => event({ id: `v${minute}`, time: T0 + minute * M, session_id: 'web' }))
    const server = event({ id: 'server', time: T0 + 7 * M, session_id: undefined })
    const packed = gzipSync(ndjson(...visits, server) + many)
    packed.fill(0xff, packed.length - 3000, packed.length - 2000)
    const { rows, stderr } = await cli(['decide', '-', '--definitions', countingFile(), '--json'], packed)
    const { events, repeated, failures } = JSON.parse(stderr)
    expect(failures).toBe(1)
    expect(events).toBeGreaterThan(3000)
    expect(rows().reduce((sum, { traits }) => sum + traits.events, 0)).toBe(events - repeated)
  })

  it.each([
    ['28b52ffd000000', 'found zstd, which this release does not read: unpack it first (zstd -dc FILE | aisle ... -)'],
    ['5041523100000000', 'found Parquet, which a later release reads'],
    ['504b030400000000', 'found a zip archive: unpack it first (unzip -p FILE | aisle ... -)'],
    ['425a6839314159', 'found bzip2: unpack it first (bzip2 -dc FILE | aisle ... -)'],
    ['fd377a585a0000', 'found xz: unpack it first (xz -dc FILE | aisle ... -)'],
    ['fffe7b0022006900', 'found UTF-16 text: convert it first (iconv -f UTF-16 -t UTF-8)'],
    ['7b0022006900640022', 'found UTF-16 text, or binary data (a zero at byte 1)'],
    ['7f454c46020101007f454c46020101', 'found binary data (a zero at byte 7)'],
  ])('names what is no text: %s', async (hex, what) => {
    const { code, told, stdout } = await decide(Buffer.from(hex, 'hex'))
    expect(told[0]).toBe(`log.ndjson: ${what}, wanted UTF-8 text, plain or gzip`)
    expect([code, stdout]).toEqual([1, ''])
  })
})

describe('a log with bad lines', () => {
  it('tells each by its number and reason, and keeps the others', async () => {
    const good = () => JSON.stringify(event())
    const lines = [good(), good().slice(0, 50), good(), 'no json', '[]', '7', 'null', '"text"', '', good()]
    const { code, told, traits } = await decide(lines.join('\n'))
    expect(told).toEqual([
      expect.stringMatching(/^log.ndjson:2: found .* \(it is cut off\), wanted one JSON object a line$/),
      expect.stringMatching(/^log.ndjson:4: found "no json" .*, wanted one JSON object a line$/),
      'log.ndjson:5: found a list of 0, wanted an object with id, name and time',
      'log.ndjson:6: found 7 (number), wanted an object with id, name and time',
      'log.ndjson:7: found null, wanted an object with id, name and time',
      'log.ndjson:8: found "text" (string), wanted an object with id, name and time',
      '9 rows read, 3 events kept (0 repaired), 6 rows rejected, 1 shopper, at 2026-05-01T00:00:00.000Z',
    ])
    expect(traits.events).toBe(3)
    expect(code).toBe(1)
  })

  it('tells the first twenty of a kind and counts the rest', async () => {
    const { told } = await decide(ndjson(...Array.from({ length: 50 }, () => 'broken'), event()))
    expect(told).toHaveLength(22)
    expect(told.slice(-2)).toEqual([
      '... and 30 more problems of the kind not_json',
      '51 rows read, 1 event kept (0 repaired), 50 rows rejected, 1 shopper, at 2026-05-01T00:00:00.000Z',
    ])
  })

  it('reads a byte order mark, CRLF, blank lines and a last line without an end', async () => {
    const [a, b] = [event(), event()].map((one) => JSON.stringify(one))
    const { code, told, traits } = await decide(`\ufeff${a}\r\n\r\n  \r\n${b}`)
    expect(traits.events).toBe(2)
    expect(told).toHaveLength(1)
    expect(code).toBe(0)
  })

  it('passes over a line of 10 MB without holding it, and reads it where it is asked to', async () => {
    const long = event({ padding: undefined, props: { note: 'x'.repeat(10_000_000) } })
    const log = ndjson(event(), long, event())
    const { code, told, traits } = await decide(log)
    expect(told[0]).toMatch(/^log.ndjson:2: found a line of 10000\d{3} bytes, wanted at most 1000000 \(--max-line\)$/)
    expect([code, traits.events]).toEqual([1, 2])
    const more = await decide(log, 'log.ndjson', '--max-line', '20000000')
    expect(more.told[0]).toMatch(
      /^log.ndjson:2: props.note: found "x+…" \(string of 10000000\), wanted .*the rest is kept/,
    )
    expect([more.code, more.traits.events]).toEqual([0, 3])
  })

  it('holds the limit of a line to the byte', async () => {
    const bytes = (note: string) => Buffer.byteLength(JSON.stringify(event({ id: 'same', props: { note } })))
    const size = bytes('')
    const log = ndjson(event({ id: 'same', props: { note: '' } }))
    expect((await decide(log, 'log.ndjson', '--max-line', String(size))).code).toBe(0)
    expect((await decide(log, 'log.ndjson', '--max-line', String(size - 1))).code).toBe(1)
  })

  it('survives nesting as deep as a line is long', async () => {
    const deep = '['.repeat(400_000) + ']'.repeat(400_000)
    const props = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`
    const nested = JSON.stringify(event({ props: 'HERE' })).replace('"HERE"', props)
    const { code, told, traits } = await decide([JSON.stringify(event()), deep, nested].join('\n'))
    expect(told[0]).toBe('log.ndjson:2: found a list of 1, wanted an object with id, name and time')
    expect(told[1]).toMatch(/^log.ndjson:3: props.a: found an object, wanted .* \(the rest is kept\)$/)
    expect([code, traits.events]).toEqual([1, 2])
  })

  it('drops keys that reach for a prototype, and keeps the rest of the event', async () => {
    const fields = { name: 'order_completed', props: { total: 3 } }
    const bad = JSON.stringify(event(fields))
      .replace('{', '{"__proto__":{"hacked":true},')
      .replace('"total"', '"__proto__":{"hacked":true},"constructor":1,"total"')
    const { code, told, traits } = await decide(bad)
    expect(told.slice(0, 3).map((line) => line.split(': ')[1])).toEqual([
      '__proto__',
      'props.__proto__',
      'props.constructor',
    ])
    expect(traits).toMatchObject({ events: 1, spent: 3 })
    expect(({} as { hacked?: boolean }).hacked).toBeUndefined()
    expect(code).toBe(0)
  })

  it('reads times in milliseconds and ISO 8601, and says what other times should have been', async () => {
    const times = [
      T0,
      '2026-05-01T00:00:00Z',
      '2026-05-01 02:00:00',
      T0 / 1000,
      T0 * 1000,
      'yesterday',
      null,
      8.2e15,
      -1,
    ]
    const { code, told, traits } = await decide(ndjson(...times.map((time) => event({ time }))))
    expect(told.slice(0, -1)).toEqual([
      'log.ndjson:3: time: found "2026-05-01 02:00:00" (string), assumed UTC, no zone being named',
      `log.ndjson:4: time: found ${T0 / 1000} (number), wanted milliseconds since the epoch, not seconds: ${T0}`,
      `log.ndjson:5: time: found ${T0 * 1000} (number), wanted milliseconds since the epoch, not microseconds: ${T0}`,
      expect.stringMatching(/^log.ndjson:6: time: found "yesterday" \(string\), wanted milliseconds .* or ISO 8601/),
      expect.stringMatching(/^log.ndjson:7: time: found nothing, wanted /),
      'log.ndjson:8: time: found 8200000000000000, wanted milliseconds since the epoch, at most 8000000000000000',
      expect.stringMatching(/^log.ndjson:9: time: found -1 \(number\), wanted /),
    ])
    expect([code, traits.events]).toEqual([1, 3])
  })

  it('warns where the latest event is later than the clock, and not where the instant is given', async () => {
    const later = Date.now() + 3 * 86_400_000
    const log = ndjson(event(), event({ time: later }))
    const latest = await decide(log)
    expect(latest.told[0]).toBe(
      `--now latest: found ${new Date(later).toISOString()}, later than this machine's clock: one wrong time moves every age; give --now`,
    )
    expect(latest.code).toBe(0)
    const given = await decide(log, 'log.ndjson', '--now', String(T0))
    expect(given.told).toHaveLength(1)
    expect(given.traits.events).toBe(1)
    const soon = await decide(ndjson(event({ time: Date.now() + 3_600_000 })))
    expect(soon.told).toHaveLength(1)
  })

  it('drops numbers written as texts, tells them, and keeps the rest', async () => {
    const order = {
      name: 'order_completed',
      props: { total: '5', order_id: 'A' },
      products: [{ price: '1', quantity: 2 }],
    }
    const { code, told, traits } = await decide(ndjson(event(order), event({ shopper_id: 7, session_id: 8 })))
    expect(told.slice(0, 4)).toEqual([
      'log.ndjson:1: props.total: found "5" (string), wanted a number (the rest is kept)',
      'log.ndjson:1: products[0].price: found "1" (string), wanted a number (the rest is kept)',
      'log.ndjson:2: shopper_id: found 7 (number), assumed the id "7"',
      'log.ndjson:2: session_id: found 8 (number), assumed the id "8"',
    ])
    expect(traits).toMatchObject({ events: 1 })
    expect(code).toBe(0)
  })

  it('tells of events that come again, which count once', async () => {
    const one = event({ name: 'order_completed', props: { total: 5 } })
    const others = { ...one, shopper_id: 'other' }
    const { code, told, traits, rows } = await decide(ndjson(one, one, others, event({ shopper_id: 's' }), one))
    expect(told).toEqual([
      `log.ndjson:2: id: found "${one.id}" (string) again, wanted each event once (it counts once)`,
      `log.ndjson:5: id: found "${one.id}" (string) again, wanted each event once (it counts once)`,
      '5 rows read, 5 events kept (0 repaired, 2 repeated), 0 rows rejected, 2 shoppers, at 2026-05-01T00:00:00.000Z',
    ])
    expect(rows()[1].traits).toMatchObject({ events: 2, spent: 5 })
    expect(traits).toMatchObject({ events: 1, spent: 5 })
    expect(code).toBe(0)
  })

  it('reads bytes that are no UTF-8 as what stands for such, and says so', async () => {
    const log = Buffer.from(ndjson(event({ props: { note: 'caf?' } }), event())).map((byte) =>
      byte === 63 ? 0xe9 : byte,
    )
    const { code, told, traits } = await decide(Buffer.from(log))
    expect(told[0]).toBe(
      'log.ndjson:1: found bytes that are not UTF-8, wanted UTF-8 (convert with iconv) (the rest is kept)',
    )
    expect([code, traits.events]).toEqual([0, 2])
  })

  it('shows no control characters of a log, which could steer a terminal', async () => {
    const { stderr } = await decide('\u001b[2Jgone \u202e')
    expect(stderr).not.toContain('\u001b')
    expect(stderr).not.toContain('\u202e')
  })

  it('says where a file has nothing in it, which is no failure', async () => {
    const { code, told, stdout } = await decide('\n\n')
    expect(told).toEqual([
      'log.ndjson: found no rows, wanted some',
      '0 rows read, 0 events kept (0 repaired), 0 rows rejected, 0 shoppers',
    ])
    expect([code, stdout]).toEqual([0, ''])
    expect((await cli(['decide', '-'])).stderr).toContain('standard input: found no rows, wanted some')
  })

  it('refuses a JSON list as a whole, with the way out', async () => {
    const { code, told } = await decide(`[\n${JSON.stringify(event())}\n]`)
    expect(told[0]).toBe(
      "log.ndjson: found a JSON list, wanted one JSON object a line (jq -c '.[]' FILE | aisle ... -)",
    )
    expect(code).toBe(1)
  })
})

describe('definitions and maps that cannot be used', () => {
  const log = () => file('log.ndjson', ndjson(event()))

  it.each(['--definitions', '--map'])('%s: names a file that is not there, or is none (exit 2)', async (option) => {
    const what = option.slice(2)
    const missing = await cli(['decide', log(), option, '/nowhere.json'])
    expect(missing).toMatchObject({ code: 2, stderr: `Cannot read ${what} /nowhere.json: no such file\n` })
    const folder = temporaryFolder()
    const directory = await cli(['decide', log(), option, folder])
    expect(directory).toMatchObject({ code: 2 })
    expect(directory.stderr).toBe(`Cannot read ${what} ${folder}: it is a directory, expected a file\n`)
  })

  it.each(['--definitions', '--map'])('%s: refuses what is no JSON, or too deep (exit 1)', async (option) => {
    const broken = await cli(['decide', log(), option, file('broken.json', '{"aisle": 1,')])
    expect(broken.code).toBe(1)
    expect(broken.stderr).toMatch(/^Cannot read (definitions|map) .*broken.json: found .*, expected JSON\n$/)
    const deep = `${'{"not":'.repeat(50_000)}1${'}'.repeat(50_000)}`
    const text = `{"aisle":1,"aisle_map":1,"event":${deep},"zone":"UTC","currency":"EUR","segments":[{"name":"a","version":1,"title":"","when":${deep}}],"traits":[],"stages":[]}`
    const nested = await cli(['decide', log(), option, file('deep.json', text)])
    expect(nested.code).toBe(1)
    expect(nested.stderr).toMatch(/^Cannot use (definitions|map) /)
    expect(nested.stderr.length).toBeLessThan(5000)
  })

  it('lists every problem of a document, each with its place', async () => {
    const document = { aisle: 2, zone: 'Mars', currency: 'EUR', segments: [], traits: [], stages: [], more: 1 }
    const name = file('bad.json', JSON.stringify(document))
    for (const argv of [
      ['decide', log(), '--definitions', name],
      ['explain', log(), '--shopper', 's', '--definitions', name],
      ['check', name],
    ]) {
      const { code, stdout, stderr } = await cli(argv)
      expect([code, stdout]).toEqual([1, ''])
      const [first, ...problems] = stderr.trim().split('\n')
      expect(first).toBe(`Cannot use definitions ${name}: 3 problems`)
      expect(problems.map((line) => line.trim().split(':')[0])).toEqual(
        expect.arrayContaining(['aisle', 'zone', 'more']),
      )
    }
    const { stderr } = await cli(['check', name, '--json'])
    expect(JSON.parse(stderr)).toMatchObject({ ok: false, problems: [{}, {}, {}] })
  })

  it('lists every problem of a map', async () => {
    const map = { aisle_map: 1, event: { colum: 'a' }, time: { column: 't', zone: 'Mars' }, skip: [{ column: 'x' }] }
    const { code, stderr } = await cli(['decide', log(), '--map', file('map.json', JSON.stringify(map))])
    expect(code).toBe(1)
    expect(stderr).toContain('event.colum: found an unknown key')
    const shaped = { ...map, event: 'a', time: { ...map.time, format: 'YYYY' } }
    const more = await cli(['decide', log(), '--map', file('map.json', JSON.stringify(shaped))])
    expect(more.stderr.split('\n').slice(1, -1)).toEqual([
      '  shopper_id: found nothing, expected a shopper_id, user_id or visitor_id',
      expect.stringContaining('  time.zone: found "Mars"'),
      '  skip[0]: found no test, expected one of empty, in, starts_with, lt, lte, gt, gte',
    ])
  })

  it('refuses definitions of more than 10 MB', async () => {
    const name = file('large.json', '')
    writeFileSync(name, Buffer.alloc(10_000_001, 32))
    expect((await cli(['check', name])).stderr).toBe(
      `Cannot read definitions ${name}: found 10000001 bytes, expected at most 10000000\n`,
    )
    writeFileSync(name, Buffer.concat([Buffer.alloc(9_000_000, 32), readFileSync(countingFile())]))
    expect((await cli(['check', name])).code).toBe(0)
  })
})

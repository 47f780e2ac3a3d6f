import { describe, expect, it } from 'vitest'
import { cli, decideLog, event, ndjson, T0 } from './support/cli'

describe('a log with bad lines', () => {
  it('tells each by its number and reason, and keeps the others', async () => {
    const good = () => JSON.stringify(event())
    const lines = [good(), good().slice(0, 50), good(), 'no json', '[]', '7', 'null', '"text"', '', good()]
    const { code, told, traits } = await decideLog(lines.join('\n'))
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
    const { told } = await decideLog(ndjson(...Array.from({ length: 50 }, () => 'broken'), event()))
    expect(told).toHaveLength(22)
    expect(told.slice(-2)).toEqual([
      '... and 30 more problems of the kind not_json',
      '51 rows read, 1 event kept (0 repaired), 50 rows rejected, 1 shopper, at 2026-05-01T00:00:00.000Z',
    ])
  })

  it('reads a byte order mark, CRLF, blank lines and a last line without an end', async () => {
    const [a, b] = [event(), event()].map((one) => JSON.stringify(one))
    const { code, told, traits } = await decideLog(`\ufeff${a}\r\n\r\n  \r\n${b}`)
    expect(traits.events).toBe(2)
    expect(told).toHaveLength(1)
    expect(code).toBe(0)
  })

  it('passes over a line of 10 MB without holding it, and reads it where it is asked to', async () => {
    const long = event({ padding: undefined, props: { note: 'x'.repeat(10_000_000) } })
    const log = ndjson(event(), long, event())
    const { code, told, traits } = await decideLog(log)
    expect(told[0]).toMatch(/^log.ndjson:2: found a line of 10000\d{3} bytes, wanted at most 1000000 \(--max-line\)$/)
    expect([code, traits.events]).toEqual([1, 2])
    const more = await decideLog(log, 'log.ndjson', '--max-line', '20000000')
    expect(more.told[0]).toMatch(
      /^log.ndjson:2: props.note: found "x+…" \(string of 10000000\), wanted .*the rest is kept/,
    )
    expect([more.code, more.traits.events]).toEqual([0, 3])
  })

  it('holds the limit of a line to the byte', async () => {
    const bytes = (note: string) => Buffer.byteLength(JSON.stringify(event({ id: 'same', props: { note } })))
    const size = bytes('')
    const log = ndjson(event({ id: 'same', props: { note: '' } }))
    expect((await decideLog(log, 'log.ndjson', '--max-line', String(size))).code).toBe(0)
    expect((await decideLog(log, 'log.ndjson', '--max-line', String(size - 1))).code).toBe(1)
  })

  it('survives nesting as deep as a line is long', async () => {
    const deep = '['.repeat(400_000) + ']'.repeat(400_000)
    const props = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`
    const nested = JSON.stringify(event({ props: 'HERE' })).replace('"HERE"', props)
    const { code, told, traits } = await decideLog([JSON.stringify(event()), deep, nested].join('\n'))
    expect(told[0]).toBe('log.ndjson:2: found a list of 1, wanted an object with id, name and time')
    expect(told[1]).toMatch(/^log.ndjson:3: props.a: found an object, wanted .* \(the rest is kept\)$/)
    expect([code, traits.events]).toEqual([1, 2])
  })

  it('drops keys that reach for a prototype, and keeps the rest of the event', async () => {
    const fields = { name: 'order_completed', props: { total: 3 } }
    const bad = JSON.stringify(event(fields))
      .replace('{', '{"__proto__":{"hacked":true},')
      .replace('"total"', '"__proto__":{"hacked":true},"constructor":1,"total"')
    const { code, told, traits } = await decideLog(bad)
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
    const { code, told, traits } = await decideLog(ndjson(...times.map((time) => event({ time }))))
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
    const latest = await decideLog(log)
    expect(latest.told[0]).toBe(
      `--now latest: found ${new Date(later).toISOString()}, later than this machine's clock: one wrong time moves every age; give --now`,
    )
    expect(latest.code).toBe(0)
    const given = await decideLog(log, 'log.ndjson', '--now', String(T0))
    expect(given.told).toHaveLength(1)
    expect(given.traits.events).toBe(1)
    const soon = await decideLog(ndjson(event({ time: Date.now() + 3_600_000 })))
    expect(soon.told).toHaveLength(1)
  })

  it('drops numbers written as texts, tells them, and keeps the rest', async () => {
    const order = {
      name: 'order_completed',
      props: { total: '5', order_id: 'A' },
      products: [{ price: '1', quantity: 2 }],
    }
    const { code, told, traits } = await decideLog(ndjson(event(order), event({ shopper_id: 7, session_id: 8 })))
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
    const { code, told, traits, rows } = await decideLog(ndjson(one, one, others, event({ shopper_id: 's' }), one))
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
    const { code, told, traits } = await decideLog(Buffer.from(log))
    expect(told[0]).toBe(
      'log.ndjson:1: found bytes that are not UTF-8, wanted UTF-8 (convert with iconv) (the rest is kept)',
    )
    expect([code, traits.events]).toEqual([0, 2])
  })

  it('shows no control characters of a log, which could steer a terminal', async () => {
    const { stderr } = await decideLog('\u001b[2Jgone \u202e')
    expect(stderr).not.toContain('\u001b')
    expect(stderr).not.toContain('\u202e')
  })

  it('says where a file has nothing in it, which is no failure', async () => {
    const { code, told, stdout } = await decideLog('\n\n')
    expect(told).toEqual([
      'log.ndjson: found no rows, wanted some',
      '0 rows read, 0 events kept (0 repaired), 0 rows rejected, 0 shoppers',
    ])
    expect([code, stdout]).toEqual([0, ''])
    expect((await cli(['decide', '-'])).stderr).toContain('standard input: found no rows, wanted some')
  })

  it('refuses a JSON list as a whole, with the way out', async () => {
    const { code, told } = await decideLog(`[\n${JSON.stringify(event())}\n]`)
    expect(told[0]).toBe(
      "log.ndjson: found a JSON list, wanted one JSON object a line (jq -c '.[]' FILE | aisle ... -)",
    )
    expect(code).toBe(1)
  })
})

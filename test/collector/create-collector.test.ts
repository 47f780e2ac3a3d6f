import { gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, test } from 'vitest'
import { type Collector, createCollector } from '../../src/collector/create-collector'
import type { CollectorOptions } from '../../src/collector/options'
import { createMemorySink, type MemorySink } from '../../src/testing/memory-sink'

const URL_ = 'https://collect.example/collect'
const NOW = 1_795_600_000_000
const CHROME =
  'Mozilla/5.0 (Linux; Android 13; Pixel 7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36'

let sink: MemorySink
let errors: Error[]
let now: number
beforeEach(() => {
  sink = createMemorySink()
  errors = []
  now = NOW
})

const start = (options: Partial<CollectorOptions> = {}): Collector =>
  createCollector({ sinks: [sink], now: () => now, on_error: (error) => errors.push(error), ...options })

const event = (number: number, rest: object = {}) => ({
  id: `e-${number}`,
  name: 'product_viewed',
  time: NOW - 1_000 + number,
  visitor_id: 'v-1',
  session_id: 's-1',
  page_id: 'p-1',
  seq: number,
  props: {},
  products: [],
  context: {},
  ...rest,
})

const batchOf = (events: readonly unknown[], rest: object = {}) =>
  JSON.stringify({ batch: 'b-1', sent_at: NOW - 20, events, ...rest })

function post(body: BodyInit, headers: Record<string, string> = {}, url = URL_): Request {
  return new Request(url, { method: 'POST', body, headers })
}

const ids = () => sink.events.map(({ id }) => id)
const codes = () => sink.rejections.map(({ code }) => code)

describe('createCollector()', () => {
  test('answers 204 once the events are stored, and not before', async () => {
    let isStored = false
    sink.before = () =>
      new Promise((done) => {
        setTimeout(() => {
          isStored = true
          done()
        }, 10)
      })
    const reply = await start()(post(batchOf([event(1), event(2)])))
    expect([isStored, reply.status, await reply.text()]).toEqual([true, 204, ''])
    expect(sink.events).toEqual(
      [1, 2].map((number) =>
        event(number, { shopper_id: 'v-1', context: { visit: 's-1' }, sent_at: NOW - 20, received_at: NOW }),
      ),
    )
  })

  test('takes the good events of a batch, and says of each other one what is wrong', async () => {
    const collect = start()
    const bad = [{ ...event(2), name: 'Bad Name' }, null, { ...event(4), id: undefined }, { ...event(5), time: 'noon' }]
    const reply = await collect(post(batchOf([event(1), ...bad, event(6)])))
    expect(reply.status).toBe(200)
    const { rejected } = (await reply.json()) as { rejected: { id?: string; code: string; message: string }[] }
    expect(rejected.map(({ id, code }) => [id, code])).toEqual([
      ['e-2', 'bad_format'],
      [undefined, 'wrong_type'],
      [undefined, 'missing'],
      ['e-5', 'bad_format'],
    ])
    expect(rejected[0]?.message).toBe(
      'name: found "Bad Name" (string), wanted snake_case: a lowercase letter, then at most 63 of a-z, 0-9 and _',
    )
    expect(ids()).toEqual(['e-1', 'e-6'])
    await collect.close()
    expect(codes()).toEqual(['bad_format', 'wrong_type', 'missing', 'bad_format'])
    expect(JSON.parse(sink.rejections[0]!.text)).toEqual(bad[0])
  })

  test('takes an event with bad fields without them, and tells', async () => {
    const problems: unknown[] = []
    const on_problems: CollectorOptions['on_problems'] = (id, found) => {
      problems.push([id, ...found.map(({ path }) => path)])
      throw new Error('the shop fails')
    }
    const collect = start({ on_problems })
    const props = JSON.parse('{"total":"9.90","__proto__":{"polluted":true},"deep":{"a":{"b":1}},"note":"kept"}')
    const reply = await collect(post(batchOf([event(1, { name: 'order_completed', props })])))
    expect(reply.status).toBe(204)
    expect(sink.events[0]?.props).toEqual({ note: 'kept' })
    expect(problems).toEqual([['e-1', 'props.total', 'props.__proto__', 'props.deep']])
    expect({}).not.toHaveProperty('polluted')
  })

  test.each<[string, BodyInit, Record<string, string>, number, string]>([
    ['no JSON', '{"batch":', {}, 400, 'no_json'],
    ['no text', new Uint8Array([255, 254, 0]), {}, 400, 'no_json'],
    ['nothing', '', {}, 400, 'no_json'],
    ['null', 'null', {}, 400, 'no_events'],
    ['a list', '[]', {}, 400, 'no_events'],
    ['events that are no list', '{"events":{"length":3}}', {}, 400, 'no_events'],
    ['too many events', batchOf(Array(501).fill(1)), {}, 413, 'too_many_events'],
    ['too many bytes', ' '.repeat(2 ** 20 + 1), {}, 413, 'body_too_large'],
    ['an unknown encoding', 'x', { 'content-encoding': 'br' }, 415, 'bad_encoding'],
    ['what is no gzip', 'x', { 'content-encoding': 'gzip' }, 400, 'bad_body'],
    ['a bomb', gzipSync(Buffer.alloc(2 ** 25)), { 'content-encoding': 'gzip' }, 413, 'body_too_large'],
    ['deep nesting', `{"events":[${'['.repeat(200_000)}${']'.repeat(200_000)}]}`, {}, 200, ''],
  ])('refuses %s', async (_, body, headers, status, code) => {
    const collect = start()
    const reply = await collect(post(body, headers))
    const answer = (await reply.json()) as { error?: { code: string } }
    expect([reply.status, answer.error?.code ?? '']).toEqual([status, code])
    // Of what is left unread nobody knows where it ends.
    expect(reply.headers.get('connection')).toBe(code === 'body_too_large' ? 'close' : null)
    expect([sink.events, errors]).toEqual([[], []])
    await collect.close()
    expect(codes()).toEqual([code || 'wrong_type'])
  })

  test('takes gzip', async () => {
    const reply = await start()(post(gzipSync(batchOf([event(1)])), { 'content-encoding': 'gzip' }))
    expect([reply.status, ids()]).toEqual([204, ['e-1']])
  })

  test('takes a batch of nothing', async () => {
    expect((await start()(post(batchOf([])))).status).toBe(204)
  })

  test('asks to come again where a sink fails, and tells; and is well again when that is over', async () => {
    const second = createMemorySink()
    const collect = start({ sinks: [sink, second] })
    second.before = async () => {
      throw new Error('disk full')
    }
    const reply = await collect(post(batchOf([event(1)])))
    expect([reply.status, reply.headers.get('retry-after'), errors]).toEqual([503, '5', [new Error('disk full')]])
    const health = async () => (await collect(new Request('https://c.example/health'))).json()
    expect(await health()).toEqual({ status: 'failing', failing_since: NOW })
    second.before = async () => {}
    expect((await collect(post(batchOf([event(1)])))).status).toBe(204)
    expect([ids(), second.events.length, await health()]).toEqual([['e-1'], 1, { status: 'ok' }])
  })

  test('asks to come again where too much waits to be stored', async () => {
    let release = () => {}
    sink.before = () =>
      new Promise((done) => {
        release = done
      })
    const body = batchOf([event(1)])
    const collect = start({ max_body_bytes: body.length, max_pending_bytes: body.length + 10 })
    const first = collect(post(body))
    await new Promise((done) => setTimeout(done, 5))
    const second = await collect(post(body))
    expect([second.status, second.headers.get('retry-after')]).toEqual([503, '1'])
    release()
    expect((await first).status).toBe(204)
  })

  test('answers what it has begun when it closes, and refuses what comes later', async () => {
    let release = () => {}
    sink.before = () =>
      new Promise((done) => {
        release = done
      })
    const collect = start()
    const first = collect(post(batchOf([event(1)])))
    await new Promise((done) => setTimeout(done, 5))
    const closed = collect.close()
    const late = await collect(post(batchOf([event(2)])))
    expect([late.status, sink.is_closed]).toEqual([503, false])
    release()
    await closed
    expect([(await first).status, sink.is_closed, ids()]).toEqual([204, true, ['e-1']])
  })
})

describe('createCollector() of pages', () => {
  const page = (url: string) => ({
    context: { page: { url, referrer: 'https://mail.example/?user=ada@mail.example' } },
  })

  test('says what the user agent says, of events of pages alone', async () => {
    const bot = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)'
    const collect = start()
    await collect(post(batchOf([event(1), event(2, { page_id: undefined })]), { 'user-agent': CHROME }))
    await collect(post(batchOf([event(3, { context: { device: { type: 'tv' } } })]), { 'user-agent': bot }))
    expect(sink.events.map(({ context }) => context)).toEqual([
      { visit: 's-1', device: { type: 'mobile', browser: 'Chrome', os: 'Android', model: 'Pixel 7' } },
      {},
      { visit: 's-1', device: { type: 'tv' }, automated: { reason: 'user agent: Googlebot' } },
    ])
  })

  test('takes personal data out of addresses', async () => {
    const url = 'https://shop.example/reset?email=ada%40mail.example&token=abc&size=42'
    await start()(post(batchOf([event(1, page(url))])))
    expect(sink.events[0]?.context.page).toEqual({
      url: 'https://shop.example/reset?email=(redacted)&token=(redacted)&size=42',
      referrer: 'https://mail.example/?user=(redacted)',
    })
  })

  test('does so of what it rejects, too', async () => {
    const collect = start()
    await collect(
      post(batchOf([{ ...event(1, page('https://shop.example/?email=ada@mail.example')), name: 'ada@mail.example' }])),
    )
    await collect(post('{"ada@mail.example'))
    await collect.close()
    expect(sink.rejections).toHaveLength(2)
    expect(JSON.stringify(sink.rejections)).not.toContain('ada')
  })

  test.each<[string, CollectorOptions['address'], string, object]>([
    ['forgets addresses', undefined, '203.0.113.77', {}],
    ['keeps the network of an IPv4 address', 'truncate', '203.0.113.77', { address: '203.0.113.0' }],
    ['keeps the network of an IPv6 address', 'truncate', '2001:db8:1:2:3:4:5:6', { address: '2001:db8:1::' }],
    ['keeps nothing of what is no address', 'truncate', 'ada@mail.example', {}],
  ])('%s', async (_, address, sender, context) => {
    await start({ ...(address && { address }) })(post(batchOf([event(1)])), { address: sender })
    expect(sink.events[0]?.context).toEqual({ visit: 's-1', ...context })
  })

  test('sets a clock right that is an hour off, for all batches of a page alike', async () => {
    const collect = start()
    const hour = 3_600_000
    const at = async (number: number, delay: number) => {
      const time = now + hour
      now += delay
      await collect(post(batchOf([event(number, { time })], { sent_at: time })))
    }
    await at(1, 9_000)
    now -= 8_000
    await at(2, 20)
    expect(sink.events.map(({ time }) => time - NOW)).toEqual([9_000, 10_000])
  })

  test('leaves times alone where a clock is less than a minute off, or nobody says when it was sent', async () => {
    const collect = start()
    await collect(post(batchOf([event(1)], { sent_at: NOW - 59_999 })))
    await collect(post(batchOf([event(2, { page_id: 'p-2' })], { sent_at: 'yesterday' })))
    await collect(post(batchOf([event(3, { page_id: undefined })], { sent_at: NOW - 9e6 })))
    expect(sink.events.map(({ time }) => time)).toEqual([1, 2, 3].map((number) => NOW - 1_000 + number))
  })
})

describe('createCollector() of senders', () => {
  test.each<[string, CollectorOptions['allow_origins'], string | undefined, number, string | null]>([
    ['its own host, whatever the scheme', [], 'http://collect.example', 204, 'http://collect.example'],
    ['a listed origin', ['https://shop.example'], 'https://shop.example', 204, 'https://shop.example'],
    ['another origin', ['https://shop.example'], 'https://shop.example.evil.example', 403, null],
    ['another port', ['https://shop.example'], 'https://shop.example:444', 403, null],
    ['no page at all', [], undefined, 204, null],
    ['a page without an origin', [], 'null', 403, null],
    ['anybody', '*', 'null', 204, 'null'],
  ])('answers %s', async (_, allow_origins, origin, status, readable) => {
    const reply = await start({ allow_origins })(post(batchOf([event(1)]), origin ? { origin } : {}))
    expect([reply.status, reply.headers.get('access-control-allow-origin')]).toEqual([status, readable])
    expect(sink.events).toHaveLength(status === 204 ? 1 : 0)
  })

  test('lets pages read refusals, too', async () => {
    const reply = await start()(post('{', { origin: 'https://collect.example' }))
    expect([reply.status, reply.headers.get('access-control-allow-origin')]).toEqual([400, 'https://collect.example'])
  })

  test('answers what a browser asks first', async () => {
    const headers = { origin: 'https://shop.example', 'access-control-request-method': 'POST' }
    const reply = await start({ allow_origins: ['https://shop.example'] })(
      new Request(URL_, { method: 'OPTIONS', headers }),
    )
    expect(reply.status).toBe(204)
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      'access-control-allow-origin': 'https://shop.example',
      'access-control-allow-methods': 'POST',
    })
  })

  test.each(['GET', 'PUT', 'DELETE', 'PATCH', 'HEAD'])('refuses %s', async (method) => {
    const reply = await start()(new Request(URL_, { method }))
    expect([reply.status, reply.headers.get('allow')]).toEqual([405, 'POST, OPTIONS'])
  })

  test('takes what has a write key, in a header or in the address', async () => {
    const collect = start({ write_keys: ['key-one-1', 'key-two-2'] })
    const statuses = [
      await collect(post(batchOf([event(1)]), { authorization: 'Bearer key-two-2' })),
      await collect(post(batchOf([event(2)]), {}, `${URL_}?key=key-one-1`)),
      await collect(post(batchOf([event(3)]))),
      await collect(post(batchOf([event(4)]), { authorization: 'Bearer key-two-3' })),
      await collect(post(batchOf([event(5)]), { authorization: 'Basic key-two-2' })),
      await collect(post(batchOf([event(6)]), {}, `${URL_}?key=`)),
    ].map(({ status }) => status)
    expect([statuses, ids()]).toEqual([
      [204, 204, 401, 401, 401, 401],
      ['e-1', 'e-2'],
    ])
  })

  test('holds an address to its rate, and others not', async () => {
    const collect = start({ rate_per_address: { events_per_minute: 60, burst: 4 } })
    const send = async (address: string, numbers: number[]) =>
      collect(post(batchOf(numbers.map((number) => event(number)))), { address })
    expect((await send('203.0.113.1', [1, 2, 3])).status).toBe(204)
    // What is left is not looked at for a batch that is here already.
    expect((await send('203.0.113.1', [4, 5, 6])).status).toBe(204)
    const refused = await send('203.0.113.1', [7])
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '3'])
    expect((await send('203.0.113.2', [8])).status).toBe(204)
    now += 3_000
    expect((await send('203.0.113.1', [7])).status).toBe(204)
  })

  test('holds a write key to its rate, and counts requests without an event', async () => {
    const collect = start({ write_keys: ['key-one-1', 'key-two-2'], rate_per_key: { events_per_minute: 60, burst: 2 } })
    const send = async (key: string) => (await collect(post('{', { authorization: `Bearer ${key}` }))).status
    expect([await send('key-one-1'), await send('key-one-1'), await send('key-one-1')]).toEqual([400, 400, 429])
    expect(await send('key-two-2')).toBe(400)
  })
})

describe('createCollector() for who watches over it', () => {
  test('counts in the format of Prometheus, where that is wanted', async () => {
    const collect = start({ expose_metrics: true })
    await collect(post(batchOf([event(1), event(1), { ...event(2), name: '' }, event(3, { props: { total: {} } })])))
    await collect(post('{'))
    const reply = await collect(new Request('https://c.example/metrics'))
    expect(reply.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
    const lines = (await reply.text()).split('\n')
    expect(lines).toEqual(
      expect.arrayContaining([
        '# TYPE aisle_collector_events_total counter',
        'aisle_collector_requests_total{status="200"} 1',
        'aisle_collector_requests_total{status="400"} 1',
        'aisle_collector_events_total{outcome="accepted"} 2',
        'aisle_collector_events_total{outcome="duplicate"} 1',
        'aisle_collector_events_total{outcome="rejected"} 2',
        'aisle_collector_rejected_total{code="no_json"} 1',
        'aisle_collector_problems_total{code="wrong_type"} 1',
        'aisle_collector_store_seconds_count 1',
        'aisle_collector_store_seconds_bucket{le="+Inf"} 1',
        'aisle_collector_pending_bytes 0',
      ]),
    )
    expect((await start()(new Request('https://c.example/metrics'))).status).toBe(405)
  })
})

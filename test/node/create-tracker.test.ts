import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { version } from '../../package.json'
import { createTracker, type Tracker, type TrackerOptions, type WireEvent } from '../../src/node'
import { failing, hanging, losingAnswers, rejecting, upTo, well } from '../browser/support/behaviours'
import { type Behaviour, type Collector, collect } from '../browser/support/collector'

let collector: Collector
let folder = ''
let trackers: Tracker[] = []
let errors: (Error & { code?: string })[] = []

const start = (options: Partial<TrackerOptions> = {}) => {
  const made = createTracker({
    endpoint: collector.endpoint,
    batch_delay_ms: 5,
    on_error: (error) => errors.push(error),
    ...options,
  })
  trackers.push(made)
  return made
}
const stopAll = () => Promise.all(trackers.splice(0).map((each) => each.stop()))
const meeting = async (behaviour: Behaviour) => {
  collector = await collect(behaviour)
}
/** The ids that the collector has taken, each time that it did. */
const taken = () => collector.deliveries.flatMap(({ accepted }) => [...accepted])
const codes = () => errors.map(({ code, message }) => `${code}: ${message}`)
const who = { user_id: 'u-42' }

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aisle-node-'))
  trackers = []
  errors = []
})
afterEach(async () => {
  await stopAll()
  await collector?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** The bodies of all posts, and what came with them. */
async function withServer(
  act: (endpoint: string, posts: { body: string; headers: IncomingHttpHeaders; method?: string }[]) => Promise<void>,
  answer = 204,
) {
  const posts: { body: string; headers: IncomingHttpHeaders; method?: string }[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    posts.push({ body, headers: request.headers, method: request.method! })
    response.writeHead(answer, { location: '/elsewhere' }).end()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  try {
    await act(`http://127.0.0.1:${(server.address() as AddressInfo).port}/collect`, posts)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

describe('createTracker() of a server', () => {
  it('sends an event as the vocabulary has it', async () => {
    await meeting(well)
    await withServer(async (endpoint, posts) => {
      const tracker = start({ endpoint, write_key: 'k-1' })
      const before = Date.now()
      tracker.track(
        'order_completed',
        { order_id: 'A-1', total: 39.9, currency: 'EUR', products: [{ product_id: 'SKU-1', price: 39.9 }] },
        {
          user_id: 'u-42',
          visitor_id: 'v-1',
          id: 'delivery-7',
          time: 1_700_000_000_000,
          context: { channel: 'email' },
        },
      )
      tracker.track('order_delivered', { order_id: 'A-1' }, who)
      await tracker.flush()
      const { body, headers, method } = posts[0]!
      const { batch, sent_at, events } = JSON.parse(body)
      expect([method, headers['content-type'], headers.authorization]).toEqual(['POST', 'text/plain', 'Bearer k-1'])
      expect(batch).toMatch(/^[0-9a-f-]{36}$/)
      expect(sent_at).toBeGreaterThanOrEqual(before)
      expect(events[0]).toEqual({
        id: 'delivery-7',
        name: 'order_completed',
        time: 1_700_000_000_000,
        user_id: 'u-42',
        visitor_id: 'v-1',
        session_id: '',
        props: { order_id: 'A-1', total: 39.9, currency: 'EUR' },
        products: [{ product_id: 'SKU-1', price: 39.9 }],
        context: { channel: 'email' },
        library: { name: 'aisle', version },
      })
      expect(events[1].id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/)
      expect(events[1].time).toBeGreaterThanOrEqual(before)
      expect(tracker.ledger()).toEqual({ accepted: 2, delivered: 2, waiting: 0, dropped: {} })
      expect(errors).toEqual([])
    })
  })

  it('sends what waits by itself, in batches, in order', async () => {
    await meeting(well)
    const tracker = start()
    for (let n = 0; n < 250; n++) tracker.track('support_contacted', { order_id: `${n}` }, { ...who, id: `e-${n}` })
    expect(tracker.ledger()).toEqual({ accepted: 250, delivered: 0, waiting: 250, dropped: {} })
    while (tracker.ledger().waiting) await new Promise((done) => setTimeout(done, 5))
    expect(taken()).toEqual(Array.from({ length: 250 }, (_, n) => `e-${n}`))
    expect(collector.deliveries.map(({ events }) => events.length)).toEqual([100, 100, 50])
  })

  it('counts an order once, whatever its id, and other events of it each time', async () => {
    await meeting(well)
    const tracker = start({ log: folder })
    for (const id of ['a', 'b']) tracker.track('order_completed', { order_id: 'A-1' }, { ...who, id })
    for (const id of ['c', 'd']) tracker.track('order_delivered', { order_id: 'A-1' }, { ...who, id })
    await tracker.flush()
    await stopAll()
    const again = start({ log: folder })
    again.track('order_completed', { order_id: 'A-1' }, who)
    again.track('order_completed', { order_id: 'A-2' }, { ...who, id: 'e' })
    await again.flush()
    expect(taken()).toEqual(['a', 'c', 'd', 'e'])
    expect(again.ledger()).toEqual({ accepted: 4, delivered: 4, waiting: 0, dropped: {} })
  })

  it('counts as rejected what the collector rejects, by the id that the caller gave', async () => {
    await meeting(rejecting(({ id }) => id === 'bad.1 "x"'))
    const tracker = start()
    for (const id of ['good', 'bad.1 "x"']) tracker.track('order_shipped', {}, { ...who, id })
    await tracker.flush()
    expect(taken()).toEqual(['good'])
    expect(tracker.ledger()).toEqual({ accepted: 2, delivered: 1, waiting: 0, dropped: { rejected: 1 } })
    expect(codes()).toEqual(['tracker_failed: Cannot deliver an event: bad_event: not in this shop'])
  })

  it('resolves flush() while the collector cannot be reached, and delivers later', async () => {
    await meeting(failing(503))
    const tracker = start()
    tracker.track('order_shipped', {}, { ...who, id: 'a' })
    await tracker.flush()
    expect(tracker.ledger()).toEqual({ accepted: 1, delivered: 0, waiting: 1, dropped: {} })
    await collector.vanish()
    await tracker.flush()
    expect(tracker.ledger().waiting).toBe(1)
    await collector.reappear()
    collector.behave(losingAnswers)
    await tracker.flush()
    collector.behave(well)
    await tracker.flush()
    expect(new Set(taken())).toEqual(new Set(['a']))
    expect(new Set(collector.deliveries.map(({ batch }) => batch)).size).toBe(1)
    expect(tracker.ledger()).toEqual({ accepted: 1, delivered: 1, waiting: 0, dropped: {} })
  })

  it('halves what is too large', async () => {
    await meeting(upTo(2_000))
    const tracker = start()
    for (let n = 0; n < 20; n++) tracker.track('support_contacted', {}, { ...who, id: `e-${n}` })
    await tracker.flush()
    expect(taken()).toEqual(Array.from({ length: 20 }, (_, n) => `e-${n}`))
  })

  it('takes a redirect for no delivery', async () => {
    await meeting(well)
    await withServer(async (endpoint, posts) => {
      const tracker = start({ endpoint })
      tracker.track('order_shipped', {}, who)
      await tracker.flush()
      expect(posts).toHaveLength(1)
      expect(tracker.ledger()).toEqual({ accepted: 1, delivered: 0, waiting: 1, dropped: {} })
    }, 302)
  })

  it('drops the least important oldest beyond the most that may wait, and counts it', async () => {
    await meeting(failing(503))
    const tracker = start({ max_waiting: 3, log: folder })
    const names = ['order_completed', 'support_contacted', 'page_viewed', 'order_shipped', 'support_resolved'] as const
    for (const name of names) tracker.track(name, {}, { ...who, id: name })
    await tracker.flush()
    expect(tracker.ledger()).toEqual({ accepted: 5, delivered: 0, waiting: 3, dropped: { full: 2 } })
    collector.behave(well)
    await tracker.flush()
    expect(taken()).toEqual(['order_completed', 'order_shipped', 'support_resolved'])
  })

  it('holds at most 5 MB', async () => {
    await meeting(failing(503))
    const tracker = start()
    const text = 'x'.repeat(8_000)
    const properties = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`p${n}`, text]))
    for (let n = 0; n < 20; n++) tracker.track('support_contacted', properties, who)
    await tracker.flush()
    expect(tracker.ledger()).toEqual({ accepted: 20, delivered: 0, waiting: 13, dropped: { full: 7 } })
  })

  it('reports what cannot be tracked, and keeps the good fields', async () => {
    await meeting(well)
    const delivered: WireEvent[] = []
    const tracker = start({ plugins: [{ name: 'spy', deliver: (events) => void delivered.push(...events) }] })
    const track = tracker.track as (...values: unknown[]) => void
    const cycle: Record<string, unknown> = {}
    cycle.self = cycle
    track('No Name', {}, who)
    track(Symbol('x'), {}, who)
    track(Object.create(null), {}, who)
    track('order_shipped', {}, {})
    track('order_shipped', {}, undefined)
    track('order_shipped')
    track('order_shipped', { order_id: 'A-1', cycle, big: 1n, ...JSON.parse('{"__proto__":1}') }, who)
    await tracker.flush()
    expect(delivered.map(({ props }) => props)).toEqual([{ order_id: 'A-1' }])
    expect(codes()).toContain(
      'invalid_event: Cannot track "order_shipped" as it is: who is nobody, expected a user_id or visitor_id',
    )
    expect(errors.every(({ code }) => code === 'invalid_event')).toBe(true)
  })

  it('takes what a plugin tracks in setup, and refuses what one tracks in enrich', async () => {
    await meeting(well)
    let tracker: Tracker | undefined
    const plugin = {
      name: 'echo',
      setup(given: Tracker) {
        tracker = given
        given.track('cart_viewed', {}, who)
      },
      enrich: () => tracker?.track('list_viewed', {}, who),
    }
    const made = start({ plugins: [plugin as never] })
    made.track('checkout_started', {}, who)
    await made.flush()
    expect(made.ledger()).toMatchObject({ accepted: 2, delivered: 2 })
    expect(codes()).toEqual(['tracker_failed: Cannot run plugin "echo": Error: it tracks in enrich'])
  })

  it('has plugins add to events and see what was delivered, and survives them', async () => {
    await meeting(well)
    const seen: string[] = []
    const tracker = start({
      plugins: [
        { name: 'shop', setup: () => () => seen.push('undone'), enrich: () => ({ props: { shop: 'at' } }) },
        { name: 'spy', deliver: (events) => void seen.push(...events.map(({ id, props }) => `${id} ${props.shop}`)) },
        {
          name: 'bad',
          enrich() {
            throw new Error('no')
          },
        },
      ],
    })
    tracker.track('order_shipped', {}, { ...who, id: 'a' })
    await tracker.flush()
    await tracker.stop()
    await tracker.stop()
    expect(seen).toEqual(['a at', 'undone'])
    expect(codes()).toEqual([expect.stringContaining('Cannot run plugin "bad"')])
  })
})

describe('createTracker() with a log', () => {
  it('sends what the one before it has left, and tells of it', async () => {
    await meeting(failing(500))
    const tracker = start({ log: folder })
    for (let n = 0; n < 120; n++) tracker.track('order_shipped', {}, { ...who, id: `e-${n}` })
    await tracker.stop()
    tracker.track('order_shipped', {}, who)
    collector.behave(well)
    const seen: string[] = []
    const spy = {
      name: 'spy',
      deliver: (events: readonly WireEvent[]) => void seen.push(...events.map(({ id }) => id)),
    }
    const again = start({ log: folder, plugins: [spy] })
    again.track('order_delivered', {}, { ...who, id: 'last' })
    await again.flush()
    expect(taken()).toEqual([...Array.from({ length: 120 }, (_, n) => `e-${n}`), 'last'])
    expect(seen).toEqual(taken())
    expect(again.ledger()).toEqual({ accepted: 121, delivered: 121, waiting: 0, dropped: {} })
  })

  it('stops at once though the collector hangs, and loses nothing', async () => {
    await meeting(hanging)
    const tracker = start({ log: folder })
    tracker.track('order_shipped', {}, { ...who, id: 'a' })
    const flushed = tracker.flush()
    while (!collector.deliveries.length) await new Promise((done) => setTimeout(done, 5))
    await tracker.stop()
    await flushed
    collector.behave(well)
    await start({ log: folder }).flush()
    expect(taken()).toEqual(['a'])
    expect(errors).toEqual([])
  })

  it('has one process, and one tracker of it, in a folder at a time', async () => {
    await meeting(well)
    start({ log: folder })
    expect(() => start({ log: folder })).toThrow(expect.objectContaining({ code: 'log_in_use' }))
    await stopAll()
    start({ log: folder })
  })

  it('never looks at the file system without one', async () => {
    await meeting(well)
    const here = readdirSync('.')
    const tracker = start()
    tracker.track('order_shipped', {}, who)
    await tracker.flush()
    expect(readdirSync('.')).toEqual(here)
    expect(existsSync(join(folder, 'lock'))).toBe(false)
  })
})

describe('createTracker() of a server with options that cannot be used', () => {
  const endpoint = 'https://shop.example/collect'
  it.each<[string, object]>([
    ['endpoint', {}],
    ['endpoint', { endpoint: '/collect' }],
    ['endpoint', { endpoint: 'file:///collect' }],
    ['log', { endpoint, log: '' }],
    ['log', { endpoint, log: 7 }],
    ['write_key', { endpoint, write_key: 'a\nb' }],
    ['write_key', { endpoint, write_key: '' }],
    ['batch_delay_ms', { endpoint, batch_delay_ms: -1 }],
    ['max_waiting', { endpoint, max_waiting: 0 }],
    ['max_waiting', { endpoint, max_waiting: 10_001 }],
    ['max_waiting', { endpoint, max_waiting: 1.5 }],
    ['plugins', { endpoint, plugins: [{}] }],
  ])('throws for %s in %j', (name, options) => {
    const error = expect.objectContaining({
      code: 'invalid_tracker_options',
      message: expect.stringContaining(`"${name}"`),
    })
    expect(() => createTracker(options as TrackerOptions)).toThrow(error)
  })

  it('does not say what a bad write key was', () => {
    expect(() => createTracker({ endpoint, write_key: 'secret key' })).toThrow(/^(?!.*secret)/)
  })
})

import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { failing, hanging, losingAnswers, rejecting, resetting, upTo, well, withoutCors } from './behaviours'
import { type Behaviour, type Collector, collect } from './collector'

let collector: Collector
afterEach(() => collector.close())

interface Options {
  readonly behaviour?: Behaviour
  readonly round_trip_ms?: number
}

async function start({ behaviour = well, round_trip_ms = 0 }: Options = {}): Promise<void> {
  collector = await collect(behaviour, { round_trip_ms })
}

function post(...numbers: number[]): Promise<Response> {
  const events = numbers.map((number) => {
    return { id: `id-${number}`, name: 'product_viewed', page_id: 'page', seq: number, props: { number } }
  })
  const body = JSON.stringify({ batch: 'batch-1', sent_at: 0, events })
  const headers = { origin: 'http://shop.example' }
  return fetch(collector.endpoint, { method: 'POST', body, headers, signal: AbortSignal.timeout(1000) })
}

const taken = () => collector.deliveries.map(({ accepted }) => [...accepted])

describe('collect()', () => {
  test('takes a batch and lets the page read the answer', async () => {
    await start()
    const reply = await post(1, 2)
    expect([reply.status, reply.headers.get('access-control-allow-origin')]).toEqual([204, 'http://shop.example'])
    expect(collector.deliveries).toMatchObject([{ batch: 'batch-1', events: [{ number: 1 }, { number: 2 }] }])
    expect(taken()).toEqual([['id-1', 'id-2']])
  })

  test('calls what is no batch a fault, and a preflight too', async () => {
    await start()
    const fault = await fetch(collector.endpoint, { method: 'POST', body: 'hello' })
    const preflight = await fetch(collector.endpoint, { method: 'OPTIONS' })
    expect([fault.status, preflight.status, collector.faults.length]).toEqual([400, 400, 2])
  })

  test('does as it is told, from the next request on', async () => {
    await start({ behaviour: failing(429, { 'retry-after': '5' }) })
    const refused = await post(1)
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '5'])
    collector.behave(well)
    await post(1)
    expect(taken()).toEqual([[], ['id-1']])
  })

  test.each<[string, Behaviour, string[]]>([
    ['resets the connection', resetting, []],
    ['takes a batch and loses the answer', losingAnswers, ['id-1']],
    ['never answers', hanging, []],
  ])('%s', async (_, behaviour, accepted) => {
    await start({ behaviour })
    await expect(post(1)).rejects.toThrow()
    expect(taken()[0]).toEqual(accepted)
  })

  test('answers without CORS', async () => {
    await start({ behaviour: withoutCors })
    expect((await post(1)).headers.has('access-control-allow-origin')).toBe(false)
    expect(taken()).toEqual([['id-1']])
  })

  test('refuses what is too large', async () => {
    await start({ behaviour: upTo(200) })
    expect((await post(1)).status).toBe(204)
    expect((await post(1, 2, 3)).status).toBe(413)
    expect(taken()).toEqual([['id-1'], []])
  })

  test('rejects single events and says which', async () => {
    await start({ behaviour: rejecting(({ number }) => number === 2) })
    expect(await (await post(1, 2)).json()).toMatchObject({ rejected: [{ id: 'id-2' }] })
    expect(taken()).toEqual([['id-1']])
  })

  test('refuses connections while it has vanished, and listens again in the same place', async () => {
    await start()
    // From 32,768 on the system hands ports out: another server would take what is sent meanwhile.
    expect(Number(new URL(collector.endpoint).port)).toBeLessThan(32_768)
    await post(1)
    await collector.vanish()
    await expect(post(2)).rejects.toThrow()
    await collector.reappear()
    expect((await post(2)).status).toBe(204)
    expect(taken()).toEqual([['id-1'], ['id-2']])
  })
})

describe('collect() at a distance', () => {
  const timed = async (...numbers: number[]) => {
    const began = performance.now()
    await post(...numbers)
    return performance.now() - began
  }

  test('answers after a round trip, and after two on a new connection', async () => {
    await start({ round_trip_ms: 100 })
    expect(await timed(1)).toBeGreaterThanOrEqual(195)
    expect(await timed(2)).toBeGreaterThanOrEqual(95)
  })

  test('gets nothing of a client that is gone before the handshake is over', async () => {
    await start({ round_trip_ms: 200 })
    const gone = new AbortController()
    const reply = fetch(collector.endpoint, { method: 'POST', body: '{}', signal: gone.signal })
    await wait(50)
    gone.abort()
    await expect(reply).rejects.toThrow()
    await wait(400)
    expect([collector.deliveries, collector.faults]).toEqual([[], []])
  })

  test('passes a reset on', async () => {
    await start({ behaviour: resetting, round_trip_ms: 50 })
    await expect(post(1)).rejects.toThrow()
    expect(taken()).toEqual([[]])
  })
})

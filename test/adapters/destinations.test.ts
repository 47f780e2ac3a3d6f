import { afterEach, describe, expect, it, vi } from 'vitest'
import { ga4Destination } from '../../src/adapters/ga4'
import { hubspotDestination, toHubspot } from '../../src/adapters/hubspot'
import { klaviyoDestination } from '../../src/adapters/klaviyo'
import { metaDestination } from '../../src/adapters/meta'
import { segmentDestination } from '../../src/adapters/segment'
import { batch, jsonBytes } from '../../src/adapters/support/outgoing'

const event = {
  ...{ id: 'e-1', name: 'product_viewed', time: 1714557600000, visitor_id: 'v-1', user_id: 'u-42', session_id: 's-1' },
  ...{ props: {}, products: [{ product_id: 'A' }], context: {} },
}
const fetched = (status: number) => vi.fn(async () => ({ ok: status < 300, status }))
const decision_of = (shopper_id: string) =>
  shopper_id === 'u-42' ? { shopper_id, segments: { vip: 'in' } } : undefined
const person_of = () => ({ email: 'ann@example.com' })

const all = {
  ga4: (more: object) => ga4Destination({ measurement_id: 'G-1', api_secret: 'secret', ...more }),
  segment: (more: object) => segmentDestination({ write_key: 'secret', ...more }),
  meta: (more: object) => metaDestination({ pixel_id: '1', access_token: 'secret', person_of, ...more }),
  klaviyo: (more: object) => klaviyoDestination({ api_key: 'secret', decision_of, ...more }),
  hubspot: (more: object) => hubspotDestination({ access_token: 'secret', decision_of, ...more }),
}

afterEach(() => {
  vi.unstubAllGlobals()
})

describe.each(Object.entries(all))('the destination %s', (name, make) => {
  it('sends what was accepted, once', async () => {
    const fetch = fetched(200)
    await make({ fetch }).deliver?.([event])
    expect(fetch).toHaveBeenCalledTimes(1)
    const [url, { method, body }] = fetch.mock.calls[0] as unknown as [string, { method: string; body: string }]
    expect(url).toMatch(/^https:\/\//)
    expect(method).toBe('POST')
    expect(JSON.parse(body)).toBeTypeOf('object')
  })

  it('uses the platform where it is given no fetch, and sends nothing of nothing', async () => {
    const fetch = fetched(204)
    vi.stubGlobal('fetch', fetch)
    await make({}).deliver?.([event])
    expect(fetch).toHaveBeenCalledTimes(1)
    await make({}).deliver?.([])
    expect(fetch).toHaveBeenCalledTimes(1)
    vi.stubGlobal('fetch', undefined)
    await expect(make({}).deliver?.([event])).rejects.toThrow(`Cannot deliver to "${name}": found no fetch`)
  })

  it('says that it failed, and not with what secret', async () => {
    const failure = await Promise.resolve(make({ fetch: fetched(300) }).deliver?.([event])).catch((error) => error)
    expect(String(failure)).toBe(`Error: Cannot deliver to "${name}": found status 300, expected 200 to 299`)
  })

  it('takes 207 for what it says: some of it failed', async () => {
    const failure = await Promise.resolve(make({ fetch: fetched(207) }).deliver?.([event])).catch((error) => error)
    expect(String(failure)).toBe(
      `Error: Cannot deliver to "${name}": found status 207, which says that some of it failed, expected another of 200 to 299`,
    )
  })

  it('says that it got no answer, and not by which address', async () => {
    const cause = new TypeError('Failed to parse URL from https://collect.example/?api_secret=secret')
    const failure = await Promise.resolve(make({ fetch: () => Promise.reject(cause) }).deliver?.([event])).catch(
      (e) => e,
    )
    expect(String(failure)).toBe(`Error: Cannot deliver to "${name}": found no answer, expected one`)
    expect(failure).toHaveProperty('cause', cause)
  })

  it('refuses to be set up in a page', () => {
    expect(() => make({}).setup?.(undefined)).not.toThrow()
    vi.stubGlobal('document', {})
    expect(() => make({}).setup?.(undefined)).toThrow(`Cannot set up destination "${name}": found a page`)
  })
})

describe('a destination', () => {
  it('tells what is lost', async () => {
    const losses: string[] = []
    const on_losses = ({ lost }: { lost: readonly { path: string }[] }) => losses.push(...lost.map(({ path }) => path))
    await all.ga4({ fetch: fetched(200), on_losses }).deliver?.([event])
    expect(losses).toEqual(['events[0].session_id'])
  })

  it('of profiles tells of each shopper once, and of nobody unknown', async () => {
    const fetch = fetched(200)
    await all.klaviyo({ fetch }).deliver?.([event, event, { ...event, user_id: 'u-7' }])
    expect(fetch).toHaveBeenCalledTimes(1)
  })
})

/** Events of several shoppers, each on a device of their own. */
const several = ['u-1', 'u-2', 'u-3'].map((user_id) => ({ ...event, user_id, visitor_id: `v-${user_id}` }))
const failureOf = async (delivery: unknown) => Promise.resolve(delivery).catch((error: unknown) => error)

describe('a destination of which one request fails', () => {
  const failing = (first: () => unknown) =>
    vi.fn(async () => ({ ok: true, status: 200 })).mockImplementationOnce(async () => (await first()) as never)
  const refuse = () => ({ ok: false, status: 500 })
  const never = () => {
    throw new Error('secret')
  }
  const known = (shopper_id: string) => ({ shopper_id, segments: { vip: 'in' } })
  const large = (id: number) => ({ ...event, id: `e-${id}`, session_id: '', props: { note: 'x'.repeat(8_000) } })
  const cases: [string, (fetch: unknown) => { deliver?: (events: never) => unknown }, object[], number][] = [
    ['klaviyo', (fetch) => all.klaviyo({ fetch, decision_of: known }), several, 3],
    ['ga4', (fetch) => all.ga4({ fetch }), several, 3],
    ['segment', (fetch) => all.segment({ fetch }), Array.from({ length: 100 }, (_, id) => large(id)), 2],
  ]

  it.each(cases)('sends the others all the same: %s', async (name, make, events, requests) => {
    for (const [first, why] of [
      [refuse, 'found status 500, expected 200 to 299'],
      [never, 'found no answer, expected one'],
    ] as const) {
      const fetch = failing(first)
      const failure = (await failureOf(make(fetch).deliver?.(events as never))) as AggregateError
      expect(fetch).toHaveBeenCalledTimes(requests)
      expect(failure).toBeInstanceOf(AggregateError)
      expect(failure.message).toBe(`Cannot deliver to "${name}": found 1 of ${requests} failed, expected none: ${why}`)
      expect(failure.errors.map(({ message }) => message)).toEqual([`Cannot deliver to "${name}": ${why}`])
    }
  })

  it.each([
    ['throws', () => never()],
    ['rejects', async () => never()],
  ])('tells of the others where decision_of %s for one shopper', async (_, fail) => {
    const fetch = fetched(200)
    const decision_of = (shopper_id: string) => (shopper_id === 'u-2' ? fail() : known(shopper_id))
    const failure = (await failureOf(all.klaviyo({ fetch, decision_of }).deliver?.(several))) as AggregateError
    expect(fetch).toHaveBeenCalledTimes(2)
    expect(failure.message).toBe(
      'Cannot deliver to "klaviyo": found 1 of 3 failed, expected none: found no decision or contact of a shopper, expected one',
    )
    expect(failure.errors[0].cause).toEqual(new Error('secret'))
  })

  it('tells of the others where contact_of throws for one shopper', async () => {
    const fetch = fetched(200)
    const contact_of = (shopper_id: string) => (shopper_id === 'u-2' ? never() : undefined)
    const failure = await failureOf(all.klaviyo({ fetch, decision_of: known, contact_of }).deliver?.(several))
    expect(fetch).toHaveBeenCalledTimes(2)
    expect(failure).toHaveProperty('errors.length', 1)
  })

  it('sends all where on_losses throws, and says so', async () => {
    const fetch = fetched(200)
    const failure = (await failureOf(all.ga4({ fetch, on_losses: never }).deliver?.(several))) as AggregateError
    expect(fetch).toHaveBeenCalledTimes(3)
    expect(failure.message).toContain('found 1 of 4 failed, expected none: found on_losses to throw')
  })
})

describe('toHubspot()', () => {
  it('sends a hundred contacts at most in a request', () => {
    const rows = (count: number) => Array.from({ length: count }, (_, index) => ({ shopper_id: `u-${index}` }))
    const sizes = (count: number) =>
      toHubspot(rows(count), { access_token: 't' }).requests.map(({ body }) => (body.inputs as unknown[]).length)
    expect([sizes(0), sizes(100), sizes(101)]).toEqual([[], [100], [100, 1]])
  })
})

describe('batch()', () => {
  it('fills up to the count and the bytes, and leaves what is too large alone', () => {
    expect(batch(['a', 'b', 'c'], { count: 2, bytes: 100 })).toEqual([['a', 'b'], ['c']])
    // Four bytes each, with its comma.
    expect(batch(['a', 'b', 'c'], { count: 9, bytes: 8 })).toEqual([['a', 'b'], ['c']])
    expect(batch(['a', 'b', 'c'], { count: 9, bytes: 7 })).toEqual([['a'], ['b'], ['c']])
    expect(batch(['long', 'b'], { count: 9, bytes: 2 })).toEqual([['long'], ['b']])
  })

  it('counts bytes as UTF-8 does', () => {
    for (const text of ['a', 'é', '€', '😀', '\ud800'])
      expect(jsonBytes(text)).toBe(Buffer.byteLength(JSON.stringify(text)))
  })
})

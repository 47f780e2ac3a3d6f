import { describe, expect, it } from 'vitest'
import { createAdmission } from '../../src/collector/admission'
import { type CollectorOptions, fullOptions } from '../../src/collector/options'
import { type Refusal, RefusalError } from '../../src/collector/refusal'
import type { Sink } from '../../src/collector/sink'

const sink: Sink = { write: async () => 0, reject: async () => {}, close: async () => {} }
const TEN = { events_per_minute: 60, burst: 10 }
const MINE = { address: '203.0.113.7' }
const KEY = 'first-key'

function setUp(options: Partial<CollectorOptions> = {}) {
  const clock = { now: 1_000_000 }
  const admit = createAdmission(fullOptions({ sinks: [sink], now: () => clock.now, ...options }))
  const come = (sender: { address?: string } = MINE, key?: string) =>
    admit(new Request(`https://shop.example/collect${key ? `?key=${key}` : ''}`, { method: 'POST' }), sender)
  const refusalOf = (...args: Parameters<typeof come>): Refusal | undefined => {
    try {
      come(...args)
      return undefined
    } catch (error) {
      if (error instanceof RefusalError) return error.refusal
      throw error
    }
  }
  return { come, refusalOf, clock }
}

describe('createAdmission()', () => {
  it('refuses who has no key where one is asked for', () => {
    const { refusalOf } = setUp({ write_keys: [KEY] })
    for (const key of [undefined, 'wrong-key'])
      expect(refusalOf(MINE, key)).toMatchObject({ status: 401, code: 'no_write_key' })
    expect(refusalOf(MINE, KEY)).toBeUndefined()
  })

  it('asks for no key where there are none', () => {
    expect(setUp().refusalOf(MINE)).toBeUndefined()
  })

  it('holds an address to its rate, and says when to come again', () => {
    const { come, refusalOf, clock } = setUp({ rate_per_address: TEN })
    come()(9)
    come()(3)
    expect(refusalOf()).toEqual({
      status: 429,
      code: 'too_many',
      message: 'Cannot take this: too much came from this sender, try again in 3 s',
      headers: { 'retry-after': '3' },
    })
    clock.now += 1
    expect(refusalOf()?.headers).toEqual({ 'retry-after': '3' })
    clock.now += 999
    expect(refusalOf()?.headers).toEqual({ 'retry-after': '2' })
    clock.now += 1999
    expect(refusalOf()?.headers).toEqual({ 'retry-after': '1' })
    clock.now += 1
    expect(refusalOf()).toBeUndefined()
  })

  it('counts a request at once, so that not all pass that come together, and its events when they are known', () => {
    const { come, refusalOf, clock } = setUp({ rate_per_address: TEN })
    const counts = Array.from({ length: 10 }, () => come())
    expect(refusalOf()?.status).toBe(429)
    clock.now += 5_000
    counts[0]!(20)
    counts[1]!(0)
    expect(refusalOf()?.headers).toEqual({ 'retry-after': '15' })
  })

  it('holds each address apart, and 64 bits of IPv6 as one', () => {
    const { come, refusalOf } = setUp({ rate_per_address: TEN })
    come()(10)
    come({ address: '2001:db8:85a3:8d3::1' })(10)
    expect(refusalOf({ address: '203.0.113.8' })).toBeUndefined()
    expect(refusalOf({ address: '2001:db8:85a3:8d4::1' })).toBeUndefined()
    expect(refusalOf({ address: '2001:db8:85a3:8d3:1319:8a2e:370:7348' })?.status).toBe(429)
    expect(refusalOf()?.status).toBe(429)
  })

  it('holds nobody whose address is not known', () => {
    const { come, refusalOf } = setUp({ rate_per_address: TEN })
    for (const sender of [{}, { address: '' }]) {
      come(sender)(100)
      expect(refusalOf(sender)).toBeUndefined()
    }
  })

  it('holds a key to its rate, wherever it comes from', () => {
    const { come, refusalOf } = setUp({ write_keys: [KEY, 'second-key'], rate_per_key: TEN })
    come(MINE, KEY)(11)
    expect(refusalOf({ address: '203.0.113.8' }, KEY)?.headers).toEqual({ 'retry-after': '2' })
    expect(refusalOf({}, KEY)?.status).toBe(429)
    expect(refusalOf(MINE, 'second-key')).toBeUndefined()
  })

  it('has who is held by both wait the longer', () => {
    const slow = { events_per_minute: 6, burst: 10 }
    for (const rates of [
      { rate_per_address: TEN, rate_per_key: slow },
      { rate_per_address: slow, rate_per_key: TEN },
    ]) {
      const { come, refusalOf } = setUp({ write_keys: [KEY], ...rates })
      come(MINE, KEY)(10)
      expect(refusalOf(MINE, KEY)?.headers).toEqual({ 'retry-after': '10' })
    }
  })

  it('holds nobody to a key where none is asked for', () => {
    const { come, refusalOf } = setUp({ rate_per_address: 'none', rate_per_key: TEN })
    come()(100)
    expect(refusalOf()).toBeUndefined()
  })

  it('holds nobody where there is no rate', () => {
    const { come, refusalOf } = setUp({ write_keys: [KEY], rate_per_address: 'none' })
    come(MINE, KEY)(1e6)
    expect(refusalOf(MINE, KEY)).toBeUndefined()
  })

  it('lets an address send 20,000 events at once, and 100 a second', () => {
    const { come, refusalOf } = setUp()
    come()(19_999)
    come()(101)
    expect(refusalOf()?.headers).toEqual({ 'retry-after': '2' })
  })
})

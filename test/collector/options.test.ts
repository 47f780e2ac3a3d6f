import { describe, expect, it, test, vi } from 'vitest'
import { type CollectorOptions, fullOptions } from '../../src/collector/options'
import type { Sink } from '../../src/collector/sink'

const sink: Sink = { write: async () => 0, reject: async () => {}, close: async () => {} }
const SINKS = 'a list of at least one sink, with write, reject and close'

const withOption = (name: string, value: unknown) => fullOptions({ sinks: [sink], [name]: value } as CollectorOptions)

describe('fullOptions()', () => {
  it('fills in what is not said, and what is undefined', () => {
    const { on_problems, on_error, ...rest } = fullOptions({ sinks: [sink], max_events: undefined, now: undefined })
    expect(rest).toEqual({
      sinks: [sink],
      allow_origins: [],
      write_keys: [],
      rate_per_address: { events_per_minute: 6_000, burst: 20_000 },
      rate_per_key: 'none',
      address: 'drop',
      max_body_bytes: 1_048_576,
      max_events: 500,
      body_timeout_ms: 10_000,
      max_pending_bytes: 67_108_864,
      expose_metrics: false,
      now: Date.now,
    })
    expect(on_problems('e-1', [])).toBeUndefined()
  })

  test.each<[string, unknown]>([
    ['sinks', [sink, sink]],
    ['allow_origins', '*'],
    ['allow_origins', ['https://shop.example', 'http://localhost:3000']],
    ['write_keys', ['12345678', '!~-longer-key']],
    ['rate_per_address', 'none'],
    ['rate_per_address', { events_per_minute: 1 }],
    ['rate_per_key', { events_per_minute: 1, burst: 1 }],
    ['rate_per_key', { events_per_minute: 1.5, burst: 1e9 }],
    ['address', 'truncate'],
    ['max_body_bytes', 1],
    ['max_events', 1],
    ['body_timeout_ms', 1],
    ['max_pending_bytes', Number.MAX_SAFE_INTEGER],
    ['expose_metrics', true],
    ['now', () => 5],
  ])('takes %s: %j', (name, value) => {
    expect(withOption(name, value)[name as 'sinks']).toBe(value)
  })

  const WHOLE = 'a whole number above 0'
  const RATE = `'none', or numbers from 1 on`
  const ORIGINS = `'*' or a list of origins, such as 'https://shop.example'`
  const KEYS = 'a list of keys of 8 and more printable ASCII characters without spaces'
  test.each<[string, unknown, string, string]>([
    ['sinks', [], '', SINKS],
    ['sinks', [undefined], '', SINKS],
    ['sinks', null, 'null', SINKS],
    ['sinks', sink, '[object Object]', SINKS],
    ['allow_origins', 'https://shop.example', 'https://shop.example', ORIGINS],
    ['allow_origins', ['*'], '*', ORIGINS],
    ['allow_origins', ['https://shop.example/'], 'https://shop.example/', ORIGINS],
    ['allow_origins', ['https://shop.example', 'shop.example'], 'https://shop.example,shop.example', ORIGINS],
    ['allow_origins', ['ftp://shop.example'], 'ftp://shop.example', ORIGINS],
    ['allow_origins', ['https://'], 'https://', ORIGINS],
    ['allow_origins', ['null'], 'null', ORIGINS],
    ['allow_origins', null, 'null', ORIGINS],
    ['write_keys', ['1234567'], 'something else', KEYS],
    ['write_keys', ['12345678', '1234567'], 'something else', KEYS],
    ['write_keys', ['1234 5678'], 'something else', KEYS],
    ['write_keys', ['schlüssel'], 'something else', KEYS],
    ['write_keys', [12_345_678], 'something else', KEYS],
    ['write_keys', 'one-long-key', 'something else', KEYS],
    ['rate_per_address', null, 'null', RATE],
    ['rate_per_address', 'some', '"some"', RATE],
    ['rate_per_address', 60, '60', RATE],
    ['rate_per_address', { events_per_minute: 0.9 }, '{"events_per_minute":0.9}', RATE],
    ['rate_per_key', { burst: 5 }, '{"burst":5}', RATE],
    ['rate_per_key', { events_per_minute: 1, burst: 0.9 }, '{"events_per_minute":1,"burst":0.9}', RATE],
    ['rate_per_key', { events_per_minute: Number.NaN }, '{"events_per_minute":null}', RATE],
    ['rate_per_key', { events_per_minute: 1, burst: Infinity }, '{"events_per_minute":1,"burst":null}', RATE],
    ['address', 'keep', 'keep', `'drop' or 'truncate'`],
    ['address', null, 'null', `'drop' or 'truncate'`],
    ['max_body_bytes', 0, '0', WHOLE],
    ['max_events', 1.5, '1.5', WHOLE],
    ['max_events', '500', '500', WHOLE],
    ['body_timeout_ms', -1, '-1', WHOLE],
    ['body_timeout_ms', Number.POSITIVE_INFINITY, 'Infinity', WHOLE],
    ['max_pending_bytes', Number.NaN, 'NaN', WHOLE],
    ['max_pending_bytes', 2 ** 53, '9007199254740992', WHOLE],
  ])('throws at %s: %j', (name, value, found, wanted) => {
    const message = `Cannot create a collector with "${name}": ${found}, expected ${wanted}`
    expect(() => withOption(name, value)).toThrow(
      expect.objectContaining({ message, code: 'invalid_collector_options', name: 'TypeError' }),
    )
  })

  it('never tells a write key', () => {
    const told = (() => {
      try {
        withOption('write_keys', ['secret-key', 'short'])
      } catch (error) {
        return String(error)
      }
    })()
    expect(told).toContain('write_keys')
    expect(told).not.toMatch(/secret|short/)
  })

  it('keeps what the shop is told with from throwing', () => {
    const fail = vi.fn(() => {
      throw new Error('no')
    })
    const full = fullOptions({ sinks: [sink], on_error: fail, on_problems: fail })
    const [error, problem] = [new Error('x'), { code: 'assumed', path: 'id', found: '7', wanted: '"7"' } as const]
    full.on_error(error)
    full.on_problems('e-1', [problem])
    expect(fail.mock.calls).toEqual([[error], ['e-1', [problem]]])
  })
})

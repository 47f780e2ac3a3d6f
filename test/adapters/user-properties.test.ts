import { afterEach, describe, expect, it, vi } from 'vitest'
import { toGa4UserProperties } from '../../src/adapters/ga4/to-user-properties'
import { ga4UserProperties, type PageView } from '../../src/adapters/ga4/user-properties'
import { builtin } from '../../src/lifecycle/builtin'

const change = { client_id: '31.37', name: 'vip', to: 'in', at: 1_795_600_000_000 }
const options = { measurement_id: 'G-1', api_secret: 'a secret&' }

describe('toGa4UserProperties()', () => {
  it('makes a request of each change, with the instant of the change', () => {
    const { requests, lost, assumed } = toGa4UserProperties([change, { ...change, user_id: 'ada', to: 'out' }], options)
    expect(requests[0]).toEqual({
      method: 'POST',
      url: 'https://www.google-analytics.com/mp/collect?measurement_id=G-1&api_secret=a%20secret%26',
      headers: { 'content-type': 'application/json' },
      body: {
        client_id: '31.37',
        timestamp_micros: 1_795_600_000_000_000,
        user_properties: { aisle_vip: { value: 'in' } },
        events: [{ name: 'membership_changed', params: { membership: 'aisle_vip', membership_value: 'in' } }],
      },
    })
    expect(requests[1]!.body).toMatchObject({ user_id: 'ada', user_properties: { aisle_vip: { value: 'out' } } })
    expect([lost, assumed]).toEqual([[], []])
  })

  it.each([
    ['a name of 25 characters', 'a'.repeat(19), 'in', undefined],
    ['a value of 37 characters', 'stage', 'a'.repeat(37), undefined],
    ['a name that GA4 keeps for itself', 'vip', 'in', 'ga_'],
    ['a name that begins with a digit', 'vip', 'in', '1_'],
    ['another name that GA4 keeps for itself', 'id', 'in', 'user_'],
  ])('leaves out %s, and says so', (_, name, to, prefix) => {
    const { requests, lost } = toGa4UserProperties([{ ...change, name, to }], { ...options, prefix })
    expect(requests).toEqual([])
    expect(lost).toMatchObject([{ code: 'bad_format', path: 'changes[0].name' }])
  })

  it('has room for a name of 24 characters and a value of 36, and for all that is built in', () => {
    const names = [...builtin.segments, ...builtin.stages].map(({ name }) => name)
    const stages = builtin.stages.flatMap((set) => [...set.stages.map(({ name }) => name), set.otherwise])
    const changes = [
      { ...change, name: 'a'.repeat(18), to: 'b'.repeat(36) },
      ...names.map((name) => ({ ...change, name })),
      ...stages.map((to) => ({ ...change, to })),
    ]
    const { requests, lost } = toGa4UserProperties(changes, options)
    expect(lost).toEqual([])
    expect(requests).toHaveLength(changes.length)
  })
})

describe('ga4UserProperties()', () => {
  const view = (segments: Record<string, string>, stages: Record<string, string> = {}): PageView => ({
    is_ready: true,
    segments,
    stages,
  })

  /** A page with the plugin: what it tells the tag, and what the tracker tells it. */
  function page(own: Partial<Parameters<typeof ga4UserProperties>[0]> = {}) {
    const calls: (readonly unknown[])[] = []
    let tell = (_: PageView) => {}
    const stop = vi.fn()
    const subscribe = (listener: (view: PageView) => void) => {
      tell = listener
      return stop
    }
    const plugin = ga4UserProperties({ has_consent: () => true, gtag: (...call) => calls.push(call), ...own })
    const teardown = plugin.setup!({ subscribe })
    return { calls, tell: (each: PageView) => tell(each), stop, teardown }
  }

  afterEach(() => {
    vi.unstubAllGlobals()
  })

  it('tells what is known once it is ready, then only what is new', () => {
    const { calls, tell } = page()
    tell({ ...view({ vip: 'in' }), is_ready: false })
    tell(view({ vip: 'in', lapsed: 'unknown' }, { aida: 'desire' }))
    tell(view({ vip: 'in', lapsed: 'unknown' }, { aida: 'desire' }))
    tell(view({ vip: 'unknown', lapsed: 'out' }, { aida: 'desire' }))
    expect(calls).toEqual([
      ['set', 'user_properties', { aisle_vip: 'in', aisle_aida: 'desire' }],
      ['set', 'user_properties', { aisle_vip: 'unknown', aisle_lapsed: 'out' }],
    ])
  })

  it('tells nothing without consent, and all of it once there is', () => {
    let has = false
    const { calls, tell } = page({ has_consent: () => has })
    tell(view({ vip: 'in' }))
    expect(calls).toEqual([])
    has = true
    tell(view({ vip: 'in' }))
    expect(calls).toHaveLength(1)
  })

  it('tells only what is asked for, and what GA4 would not take', () => {
    const on_losses = vi.fn()
    const long = 'a'.repeat(19)
    const { calls, tell } = page({ names: ['vip', long], prefix: 'store_', on_losses })
    tell(view({ vip: 'in', lapsed: 'in', [long]: 'in' }))
    expect(calls).toEqual([['set', 'user_properties', { store_vip: 'in' }]])
    expect(on_losses.mock.calls).toMatchObject([[{ lost: [{ path: long }] }]])
  })

  it('takes the page’s gtag, else does what Google’s snippet does', () => {
    const gtag = vi.fn()
    vi.stubGlobal('gtag', gtag)
    page({ gtag: undefined }).tell(view({ vip: 'in' }))
    expect(gtag.mock.calls).toEqual([['set', 'user_properties', { aisle_vip: 'in' }]])

    vi.stubGlobal('gtag', undefined)
    const layer: unknown[] = []
    vi.stubGlobal('dataLayer', layer)
    page({ gtag: undefined }).tell(view({ vip: 'in' }))
    expect(Object.prototype.toString.call(layer[0])).toBe('[object Arguments]')
    expect(Array.from(layer[0] as ArrayLike<unknown>)).toEqual(['set', 'user_properties', { aisle_vip: 'in' }])

    vi.stubGlobal('dataLayer', undefined)
    page({ gtag: undefined }).tell(view({ vip: 'in' }))
    expect((globalThis as { dataLayer?: unknown }).dataLayer).toHaveLength(1)
  })

  it('stops with the tracker', () => {
    const { teardown, stop } = page()
    expect(teardown).toBe(stop)
  })
})

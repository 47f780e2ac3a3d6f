import { describe, expect, it } from 'vitest'
import { toGa4, toGa4UserProperties } from '../../src/adapters/ga4'
import { toHubspot } from '../../src/adapters/hubspot'
import { toKlaviyo } from '../../src/adapters/klaviyo'
import { toMetaConversions, toMetaPixel } from '../../src/adapters/meta'
import { toSegment } from '../../src/adapters/segment'

interface Went {
  readonly out: number
  readonly lost: readonly { readonly code: string; readonly path: string; readonly found: string }[]
}
type Call = (input: never) => Promise<Went>

const ga4 = { measurement_id: 'G-1', api_secret: 's' }
const person_of = () => ({ external_id: 'u-42' })
const went = ({ requests, lost }: { requests: readonly unknown[]; lost: Went['lost'] }) => ({
  out: requests.length,
  lost,
})

/** Each function that sends on, what its list is called, and one good thing. */
const calls: Record<string, { call: Call; what: string; good: object }> = {
  toGa4: { call: async (input) => went(toGa4(input, ga4)), what: 'events', good: event() },
  toSegment: { call: async (input) => went(toSegment(input, { write_key: 'k' })), what: 'events', good: event() },
  toKlaviyo: { call: async (input) => went(toKlaviyo(input, { api_key: 'k' })), what: 'decisions', good: decision() },
  toHubspot: {
    call: async (input) => went(toHubspot(input, { access_token: 't' })),
    what: 'decisions',
    good: decision(),
  },
  toMetaConversions: {
    call: async (input) => went(await toMetaConversions(input, { pixel_id: '1', access_token: 't', person_of })),
    what: 'events',
    good: event(),
  },
  toMetaPixel: {
    call: async (input) => {
      const { calls, lost } = toMetaPixel(input)
      return { out: calls.length, lost }
    },
    what: 'events',
    good: event(),
  },
  toGa4UserProperties: {
    call: async (input) => went(toGa4UserProperties(input, ga4)),
    what: 'changes',
    good: { client_id: '31.37', name: 'vip', to: 'in', at: 1_714_557_600_000 },
  },
}

function event() {
  const who = { visitor_id: 'v-1', user_id: 'u-42', session_id: '' }
  return { id: 'e-1', name: 'page_viewed', time: 1_714_557_600_000, ...who, props: {}, products: [], context: {} }
}

function decision() {
  return { shopper_id: 'u-42', segments: { vip: 'in' } }
}

describe.each(Object.entries(calls))('%s()', (name, { call, what, good }) => {
  it.each([
    ['nothing', undefined],
    ['null', null],
    ['an object', {}],
    ['a text', 'x'],
    ['a number', 5],
  ])('tells of %s instead of a list', async (_, input) => {
    const { out, lost } = await call(input as never)
    expect(out).toBe(0)
    expect(lost.map(({ path }) => path)).toEqual([what])
  })

  it.each([
    ['null', null, 'wrong_type'],
    ['5', 5, 'wrong_type'],
    ['text', 'x', 'wrong_type'],
    ['nothing', undefined, 'wrong_type'],
    ['a list', [], 'wrong_type'],
    ['an object without anything', {}, name.startsWith('toMetaP') || name === 'toMetaConversions' ? 'lost' : 'missing'],
  ])('tells of %s in a list, and where it is', async (_, input, code) => {
    const { out, lost } = await call([input, good] as never)
    expect(out).toBe(1)
    expect(lost.map(({ code, path }) => `${path} ${code}`)).toEqual([`${what}[0] ${code}`])
  })

  it('takes one thing as a list of it', async () => {
    expect(await call(good as never)).toEqual({ out: 1, lost: [] })
  })

  it('survives lines that are none', async () => {
    for (const products of [[null], [5], 'x', {}, [{ price: {} }], [{ price: 'x', quantity: [] }]])
      for (const name of ['product_added', 'order_completed']) await call([{ ...good, name, products }] as never)
  })
})

describe.each(['toGa4', 'toSegment', 'toMetaConversions', 'toGa4UserProperties'])('%s()', (name) => {
  const { call, what, good } = calls[name]!
  const field = what === 'changes' ? 'at' : 'time'

  it.each([9e15, -1, 1_714_557_600, 0.5, Number.NaN, '2024-05-01'])(
    'loses what has %s for a time alone',
    async (time) => {
      const { out, lost } = await call([good, { ...good, [field]: time }, good] as never)
      expect(out).toBeGreaterThan(0)
      expect(lost.map(({ path }) => path)).toContain(`${what}[1]`)
      expect(lost.every(({ path }) => path.startsWith(`${what}[1]`))).toBe(true)
    },
  )

  it('has room for the last instant of a Date', async () => {
    expect((await call([{ ...good, [field]: 8.64e15 }] as never)).lost).toEqual([])
  })
})

describe('toMetaConversions()', () => {
  it('loses an event alone whose person cannot be told', async () => {
    const person_of = ({ id }: { id: string }) => {
      if (id === 'e-2') throw new Error('secret')
      return { external_id: 'u-42' }
    }
    const events = ['e-1', 'e-2', 'e-3'].map((id) => ({ ...event(), id }))
    const { requests, lost } = await toMetaConversions(events, { pixel_id: '1', access_token: 't', person_of })
    expect(requests[0]!.body.data).toHaveLength(2)
    expect(lost.map(({ code, path }) => `${path} ${code}`)).toEqual(['events[1] unreadable', 'events[1] missing'])
  })
})

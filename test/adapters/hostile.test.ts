import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readEvent } from '../../src/schemas'
import { hostileCalls } from './support/hostile-calls'

/** Whatever JavaScript can make, names of prototypes and of real payloads among its keys. */
const anything = fc.anything({
  key: fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'items', 'event', 'products', 'id', 'name')),
  withBigInt: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withSparseArray: true,
  withTypedArray: true,
})

const revoked = (() => {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
})()
const circular: Record<string, unknown> = { event: 'view_item', event_name: 'view_item', type: 'track' }
circular.ecommerce = circular
circular.properties = circular
const cruel: [string, unknown][] = [
  ['a revoked proxy', revoked],
  ['something without end', circular],
  [
    'a field that throws',
    Object.defineProperty({}, 'event', { enumerable: true, get: () => ([] as never[])[0]!['x' as never] }),
  ],
  ['a field that cannot be read in a list', [revoked, { items: revoked }]],
  ['great depth', JSON.parse(`${'{"items":['.repeat(5_000)}1${']}'.repeat(5_000)}`)],
  ['a long list', Array.from({ length: 2_000 }, (_, item_id) => ({ item_id }))],
  ['what is no text', { toString: 1, valueOf: 1 }],
  ['functions and symbols', { event: () => 1, name: Symbol('x') }],
]

describe.each(Object.entries(hostileCalls))('%s()', (_, call) => {
  it('never throws, and gives normal events only, whatever it is given', async () => {
    await fc.assert(
      fc.asyncProperty(anything, async (input) => {
        for (const event of (await call(input)) ?? []) expect(readEvent(event).problems).toEqual([])
      }),
    )
  })

  it.each(cruel)('survives %s', async (_, input) => {
    await call(input)
    expect(({} as { admin?: unknown }).admin).toBeUndefined()
  })
})

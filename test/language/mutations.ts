import fc from 'fast-check'
import type { AisleDocument } from '../../src/language/ast'
import { documents } from '../support/arbitraries'

/** What may stand anywhere in a document by mistake. */
const MISTAKES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  Number.NaN,
  '',
  'a',
  '30d',
  '-5d',
  '*',
  'visit',
  'product',
  'product.price',
  'context.device.type',
  [],
  [1],
  [1, 2],
  {},
  { count: { event: 'page_viewed' } },
  { count: { event: 'page_viewed', within: '1d' } },
  { age: 'last', of: { event: '*' } },
  { gap: 'mean', of: { event: '*', within: '7d' } },
  { last: 'level', of: { event: '*' } },
  { exists: 1 },
  { all: [] },
  { segment: 's0' },
  { segment: 'nowhere' },
]

type Box = Record<string, unknown> | unknown[]

/** Every place in a document: the object or list around it, and its key there. */
function places(value: unknown): readonly (readonly [box: Box, key: string])[] {
  if (typeof value !== 'object' || value === null) return []
  const box = value as Box
  return Object.keys(box).flatMap((key) => [[box, key] as const, ...places((box as Record<string, unknown>)[key])])
}

/** A valid document, and the same with a mistake or two: a value replaced, a key taken away, added, or doubled. */
export function mutations(): fc.Arbitrary<{ readonly document: AisleDocument; readonly mutated: unknown }> {
  const step = fc.record({
    place: fc.nat(),
    kind: fc.constantFrom('replace', 'remove', 'add', 'double'),
    value: fc.constantFrom(...MISTAKES),
    key: fc.constantFrom('of', 'within', 'each', 'once', 'where', 'extra', 'name', 'count'),
  })
  return fc.record({ document: documents(), steps: fc.array(step, { minLength: 1, maxLength: 2 }) }).map((given) => {
    const mutated = JSON.parse(JSON.stringify(given.document))
    for (const { place, kind, value, key } of given.steps) {
      const all = places(mutated)
      const [box, at] = all[place % all.length]!
      if (Array.isArray(box)) {
        const index = Number(at)
        if (kind === 'remove') box.splice(index, 1)
        else if (kind === 'double') box.splice(index, 0, structuredClone(box[index]))
        else box[index] = structuredClone(value)
      } else if (kind === 'remove') delete box[at]
      else if (kind === 'replace') box[at] = structuredClone(value)
      else box[key] = structuredClone(kind === 'double' ? box[at] : value)
    }
    return { document: given.document, mutated }
  })
}

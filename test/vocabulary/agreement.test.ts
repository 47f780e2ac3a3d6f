import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contextSchema } from '../../src/vocabulary/context'
import { propsSchema, shopEventSchema } from '../../src/vocabulary/envelope'
import { contextKinds, type FieldKinds, productLineKinds, propKinds } from '../../src/vocabulary/field-kinds'
import { isCleanEvent } from '../../src/vocabulary/is-clean-event'
import { productLineSchema } from '../../src/vocabulary/product-line'
import { readEvent } from '../../src/vocabulary/read-event'
import { normalEvent } from './examples'

// The reader walks tables by hand; the zod schemas are the definition. Here they are held against each other.

const least = { id: 'e-1', name: 'quiz_finished', time: 1_469_923_200_000, shopper_id: 's-1' }

/** Values at and around every boundary. Text never reads as a date: that is changed on the way in, by design. */
const value = fc.oneof(
  fc.constantFrom<unknown>(
    ...[0, -1, 9e11, 9e11 + 1, -9e11, -9e11 - 1, 1.5, 1_469_923_200_000, 1_469_923_200, 8.64e15, 8.64e15 + 2],
    ...[Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.MAX_VALUE, Number.MIN_VALUE],
    ...['', 'x', 'x'.repeat(8192), 'x'.repeat(8193), true, false, 1n, Symbol.iterator, () => 1],
    ...[[], ['x'], {}, { a: 1 }, { a: 'x'.repeat(8193) }, { a: {} }, { url: 7 }, { url: '/' }],
  ),
  fc.string().map((text) => `~${text}`),
  fc.double(),
  fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.array(fc.string())), { maxKeys: 3 }),
)

function nameOf(kinds: FieldKinds) {
  return fc.oneof(
    fc.constantFrom(...kinds.named.keys()),
    fc.string({ minLength: 1, maxLength: 10 }),
    fc.constantFrom('x'.repeat(128), 'x'.repeat(129)),
  )
}

/** `__proto__` is the one name that zod passes over, by never seeing it. */
function isSeenByZod(name: string): boolean {
  return name !== '__proto__'
}

describe('readEvent() and the zod schemas', () => {
  it.each([
    ['props', propKinds, propsSchema],
    ['products', productLineKinds, productLineSchema],
    ['context', contextKinds, contextSchema],
  ] as const)('accept the same values of every field of %s', (part, kinds, schema) => {
    fc.assert(
      fc.property(nameOf(kinds).filter(isSeenByZod), value, (name, found) => {
        const fields = { [name]: found }
        const { event, problems } = readEvent({ ...least, [part]: part === 'products' ? [fields] : fields })
        const read = part === 'products' ? event?.products[0] : event?.[part]
        const isAccepted = problems.length === 0
        expect(isAccepted).toBe(schema.safeParse(fields).success)
        if (isAccepted) expect(read).toEqual(fields)
      }),
      { numRuns: 500 },
    )
  })

  it('accept the same values of every field of the envelope', () => {
    const names = Object.keys(shopEventSchema.shape)
    const name = fc.oneof(fc.constantFrom(...names), fc.string({ minLength: 1, maxLength: 10 }))
    fc.assert(
      fc.property(name.filter(isSeenByZod), value, (field, found) => {
        const input = normalEvent({ [field]: found })
        const isValid = shopEventSchema.safeParse(input).success
        expect(isCleanEvent(input)).toBe(isValid)
        expect(readEvent(input).problems.length === 0).toBe(isValid)
      }),
      { numRuns: 500 },
    )
  })

  it('agree on how many fields and lines there may be', () => {
    for (const count of [199, 200, 201]) {
      const fields = Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}`, index]))
      for (const part of [
        { props: fields },
        { context: fields },
        { context: { page: fields } },
        { products: [fields] },
      ]) {
        expect(isCleanEvent(normalEvent(part))).toBe(count <= 200)
        expect(shopEventSchema.safeParse(normalEvent(part)).success).toBe(count <= 200)
      }
    }
    for (const count of [500, 501]) {
      const input = normalEvent({ products: Array.from({ length: count }, () => ({})) })
      expect(isCleanEvent(input)).toBe(count <= 500)
      expect(shopEventSchema.safeParse(input).success).toBe(count <= 500)
    }
  })

  it.each(['id', 'name', 'time', 'shopper_id', 'session_id', 'props', 'products', 'context'])(
    'agree that a normal event has %s',
    (name) => {
      const { [name]: _, ...rest } = normalEvent()
      expect(isCleanEvent(rest)).toBe(false)
      expect(shopEventSchema.safeParse(rest).success).toBe(false)
    },
  )
})

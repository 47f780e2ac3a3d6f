import fc from 'fast-check'

/** Text that is no e-mail address, no number and not empty. */
export const text = fc.stringMatching(/^[a-z][a-z0-9 -]{0,18}[a-z]$/)

/** An amount of money, in whole cents. */
export const amount = fc.integer({ min: 0, max: 10_000_000 }).map((cents) => cents / 100)

/** A product line; its list price is at least its price. */
export const line = fc
  .record(
    {
      product_id: text,
      name: text,
      brand: text,
      category: fc.array(text, { minLength: 1, maxLength: 4 }).map((levels) => levels.join(' / ')),
      variant: text,
      price: amount,
      quantity: fc.integer({ min: 1, max: 20 }),
      coupon: text,
      position: fc.integer({ min: 1, max: 50 }),
      list_id: text,
      sku: text,
      discount: amount,
    },
    { requiredKeys: ['product_id', 'price', 'discount'] },
  )
  .map(({ discount, ...rest }) => ({ ...rest, list_price: Math.round((rest.price + discount) * 100) / 100 }))

/** An event of this name, with properties of which each may be absent unless it is constant. */
export function anEvent<Props extends object, Line>(
  name: string,
  { props, products }: { props: { [Name in keyof Props]: fc.Arbitrary<Props[Name]> }; products: fc.Arbitrary<Line[]> },
) {
  const required = Object.keys(props).filter((key) => /^(step|detail)$/.test(key)) as (keyof Props)[]
  return fc.tuple(fc.record(props, { requiredKeys: required as never }), products).map(([some, lines]) => ({
    ...{ id: 'e-1', name, time: 1607615248873, visitor_id: 'v-1', session_id: '' },
    ...{ props: { ...(some as Record<string, string>) }, products: lines, context: {} },
  }))
}

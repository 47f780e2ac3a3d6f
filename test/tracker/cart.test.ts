import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CartLines, reconcileCart } from '../../src/tracker/cart'

const line = (product_id: string, quantity: number, more: object = {}) => ({ product_id, quantity, price: 5, ...more })
const UNCHANGED = { added: [], removed: [] }

describe('reconcileCart()', () => {
  it('tells what was put in and what was taken out', () => {
    const before = reconcileCart(undefined, [line('A', 2), line('B', 1), line('C', 3)])
    expect(before).toEqual({
      cart: [line('A', 2), line('B', 1), line('C', 3)],
      added: [line('A', 2), line('B', 1), line('C', 3)],
      removed: [],
      cart_value: 30,
      problems: [],
    })
    expect(reconcileCart(before.cart, [line('A', 5), line('C', 1), line('D', 1)])).toMatchObject({
      added: [line('A', 3), line('D', 1)],
      removed: [line('B', 1), line('C', 2)],
      cart_value: 35,
    })
  })

  it('tells nothing the second time', () => {
    const lines = [line('A', 2), line('B', 0.5)]
    const { cart } = reconcileCart([], lines)
    expect(reconcileCart(cart, lines)).toMatchObject(UNCHANGED)
    expect(reconcileCart(JSON.parse(JSON.stringify(cart)), [...lines].reverse())).toMatchObject(UNCHANGED)
  })

  it('tells variants apart, by sku where they have no id', () => {
    const variants = [
      line('A', 1, { variant_id: 'red', sku: 'A-1' }),
      line('A', 1, { variant_id: 'blue', sku: 'A-1' }),
      line('A', 1, { sku: 'A-1' }),
      line('A', 1, { sku: 'A-2' }),
      line('A', 1),
      { sku: 'A-1', quantity: 1 },
      { variant_id: 'red', quantity: 1 },
    ]
    expect(reconcileCart([], variants).added).toEqual(variants)
    expect(reconcileCart([], [line('A', 1, { variant_id: 7 }), line('A', 1, { variant_id: '7' })]).cart).toHaveLength(1)
    // Neither are these one: what is joined is not told by where it is joined.
    expect(reconcileCart([], [line('A', 1, { sku: 'B","C' }), line('A","B', 1, { sku: 'C' })]).cart).toHaveLength(2)
  })

  it('sums lines of the same product, with the fields said last', () => {
    const { cart, cart_value } = reconcileCart([], [line('A', 1, { name: 'old' }), line('A', 2, { price: 7 })])
    expect(cart).toEqual([line('A', 3, { price: 7 })])
    expect(cart_value).toBe(21)
  })

  it('has the latest price on every line', () => {
    const { cart } = reconcileCart([], [line('A', 1)])
    expect(reconcileCart(cart, [line('A', 2, { price: 4 })]).added).toEqual([line('A', 1, { price: 4 })])
    expect(reconcileCart(cart, [line('A', 1, { price: 4 })])).toMatchObject({ ...UNCHANGED, cart_value: 4 })
  })

  it('does not know the worth of a cart without every price', () => {
    expect(reconcileCart([], [line('A', 1), { product_id: 'B' }]).cart_value).toBeUndefined()
    expect(reconcileCart([], [line('A', 1, { price: 'dear' })]).cart_value).toBeUndefined()
    expect(reconcileCart([], [line('A', 2, { price: '9.5' })]).cart_value).toBe(19)
    expect(reconcileCart([{ product_id: 'B' }], [line('A', 1)]).cart_value).toBe(5)
    expect(reconcileCart([line('A', 1)], []).cart_value).toBe(0)
  })

  it('is exact to four decimals', () => {
    const { cart } = reconcileCart([], [line('A', 0.1, { price: 0.1 })])
    expect(reconcileCart(cart, [line('A', 0.3, { price: 0.7 })])).toMatchObject({
      added: [line('A', 0.2, { price: 0.7 })],
      cart_value: 0.21,
    })
  })

  it('takes an absent quantity as one, and none as not there', () => {
    expect(reconcileCart([], [{ product_id: 'A' }, { product_id: 'B', quantity: null }]).cart).toEqual([
      { product_id: 'A', quantity: 1 },
      { product_id: 'B', quantity: 1 },
    ])
    expect(reconcileCart([line('A', 2)], [line('A', 0)])).toMatchObject({
      cart: [],
      removed: [line('A', 2)],
      problems: [],
    })
    expect(reconcileCart([], [line('A', 0), line('A', -0)])).toMatchObject({ cart: [], ...UNCHANGED })
  })

  it('refuses quantities that are none, and leaves those as they were', () => {
    for (const quantity of [Number.NaN, -1, -1e-9, '2', 1e12, 9.1e11, Number.POSITIVE_INFINITY, {}, true, 2n]) {
      const step = reconcileCart(
        [line('A', 2)],
        [{ product_id: 'A', quantity }, { product_id: 'B', quantity }, line('C', 1)],
      )
      expect(step).toMatchObject({ added: [line('C', 1)], removed: [] })
      expect(step.cart.map((each) => [each.product_id, each.quantity])).toEqual([
        ['A', 2],
        ['C', 1],
      ])
      expect(step.problems[0]).toMatchObject({ path: 'products[0].quantity', wanted: 'a number from 0' })
      expect(step.problems).toHaveLength(2)
    }
    expect(reconcileCart([], [line('A', 9e11)]).problems).toEqual([])
  })

  it('refuses lines of nothing', () => {
    const step = reconcileCart([], [{ name: 'Boot', quantity: 1 }, line('A', 1)])
    expect(step.cart).toEqual([line('A', 1)])
    expect(step.problems).toEqual([{ path: 'products', found: 'a line of nothing', wanted: 'a product_id or sku' }])
  })

  it('leaves the cart as it was when nothing of it can be read', () => {
    const before = [line('A', 2)]
    const revoked = Proxy.revocable([], {})
    revoked.revoke()
    for (const after of [undefined, null, 'A', 7, [7, null], [{ quantity: 1 }], revoked.proxy, new Map()]) {
      const step = reconcileCart(before, after)
      expect(step).toMatchObject({ cart: before, ...UNCHANGED, cart_value: 10 })
      expect(step.problems.length).toBeGreaterThan(0)
    }
    expect(reconcileCart(before, [])).toMatchObject({ cart: [], removed: before, problems: [] })
  })

  it('bears whatever was stored', () => {
    const odd = [null, 'A', [[]], [{ __proto__: null, product_id: 'A', quantity: 'x' }], [Symbol('x')], { length: 1e9 }]
    for (const before of odd) {
      expect(reconcileCart(before, [line('A', 1)])).toMatchObject({ added: [line('A', 1)], removed: [], problems: [] })
    }
  })

  const lines: fc.Arbitrary<CartLines> = fc.array(
    fc.record({
      product_id: fc.constantFrom('A', 'B', '__proto__'),
      variant_id: fc.constantFrom('x', 'y'),
      quantity: fc.oneof(
        fc.nat(5),
        fc.integer({ min: 0, max: 50_000 }).map((tenThousandths) => tenThousandths / 1e4),
      ),
      price: fc.nat(100),
    }),
    { maxLength: 6 },
  )
  const quantities = (cart: CartLines) => {
    const sums = new Map<string, number>()
    for (const { product_id, variant_id, quantity = 1 } of cart) {
      const key = `${product_id} ${variant_id}`
      sums.set(key, (sums.get(key) ?? 0) + Math.round(quantity * 1e4))
    }
    return Object.fromEntries([...sums].filter(([, sum]) => sum !== 0).sort())
  }

  it('tells just what makes the one cart of the other (property)', () => {
    const run = (before: CartLines, after: CartLines) => {
      const from = reconcileCart([], before).cart
      const { cart, added, removed } = reconcileCart(from, after)
      expect(quantities(cart)).toEqual(quantities(after))
      const changes = [...added, ...removed.map((each) => ({ ...each, quantity: -each.quantity! }))]
      expect(quantities([...from, ...changes])).toEqual(quantities(after))
      for (const change of [...added, ...removed]) expect(change.quantity).toBeGreaterThan(0)
      const products = [...added, ...removed].map(({ product_id, variant_id }) => `${product_id} ${variant_id}`)
      expect(new Set(products).size).toBe(products.length)
      expect(reconcileCart(cart, after)).toMatchObject(UNCHANGED)
    }
    fc.assert(fc.property(lines, lines, run))
  })

  it('ends with the last of any calls (property)', () => {
    const run = (calls: CartLines[]) => {
      let cart: CartLines = []
      const changes: { product_id?: unknown; variant_id?: unknown; quantity: number }[] = []
      for (const call of calls) {
        const step = reconcileCart(cart, call)
        cart = step.cart
        for (const each of step.added) changes.push({ ...each, quantity: each.quantity! })
        for (const each of step.removed) changes.push({ ...each, quantity: -each.quantity! })
      }
      expect(quantities(changes as CartLines)).toEqual(quantities(calls.at(-1) ?? []))
      expect(quantities(cart)).toEqual(quantities(calls.at(-1) ?? []))
    }
    fc.assert(fc.property(fc.array(lines, { maxLength: 5 }), run))
  })
})

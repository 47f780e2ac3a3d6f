import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_URL_LENGTH, MAX_VALUE_LENGTH, queryValues } from '../../src/sessions/query-values'

const read = (url: unknown) => Object.fromEntries(queryValues(url))

describe('queryValues()', () => {
  it.each([
    ['https://shop.example/?a=1&b=2', { a: '1', b: '2' }],
    ['?a=1', { a: '1' }],
    ['a=1&b=2', { a: '1', b: '2' }],
    ['https://shop.example/a=1&b=2', {}],
    ['https://shop.example/', {}],
    ['?a=1&a=2', { a: '1' }],
    ['?a=&a=2', { a: '2' }],
    ['?a[]=1', { 'a[]': '1' }],
    ['?A=x', { a: 'x' }],
    ['?a=b=c', { a: 'b=c' }],
    ['?a', {}],
    ['?&&=&=1', { '': '1' }],
    ['?a=x+y%20z', { a: 'x y z' }],
    ['?a=%C3%A9-%E0%A4%A', { a: 'é-%E0%A4%A' }],
    ['?a=%zz%', { a: '%zz%' }],
    ['?a=%00%0a1%7f', { a: '1' }],
    ['?a=\ud83d', {}],
    ['?%61=1', { a: '1' }],
    ['?a=1#a=2&b=3', { a: '1', b: '3' }],
    ['https://shop.example/#/promo?a=1', { a: '1' }],
    ['?to=https://x.example/?a=1', { to: 'https://x.example/?a=1' }],
    ['', {}],
    [undefined, {}],
    [['?a=1'], {}],
  ])('of %j is %o', (url, values) => {
    expect(read(url)).toEqual(values)
  })

  it('keeps __proto__ a name like any other', () => {
    expect(queryValues('?__proto__=x&constructor=y').get('__proto__')).toBe('x')
    expect(({} as Record<string, unknown>).x).toBeUndefined()
  })

  it('reads and keeps no more than its limits', () => {
    expect(queryValues(`?a=${'x'.repeat(1_000_000)}`).get('a')).toHaveLength(MAX_VALUE_LENGTH)
    expect(queryValues(`?${'x'.repeat(MAX_URL_LENGTH)}&a=1`).size).toBe(0)
    expect(queryValues(`?a=${'x'.repeat(MAX_VALUE_LENGTH - 1)}😀`).get('a')).toHaveLength(MAX_VALUE_LENGTH - 1)
  })

  it('reads what URLSearchParams writes', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.stringMatching(/^[a-z_]{1,8}$/), fc.stringMatching(/^[!-~é世😀]{1,20}$/u)),
        (values) => {
          expect(read(`https://shop.example/?${new URLSearchParams(values)}`)).toEqual({ ...values })
        },
      ),
    )
  })
})

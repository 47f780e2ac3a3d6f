import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { createKeyCheck } from '../../src/collector/write-keys'

const KEYS = ['first-key', 'second-key']

function keyOf(keys: readonly string[], path: string, authorization?: string): string | undefined {
  const headers = authorization === undefined ? {} : { authorization }
  return createKeyCheck(keys)(new Request(`https://shop.example${path}`, { headers }))
}

describe('createKeyCheck()', () => {
  it('asks for none where there are none', () => {
    expect(keyOf([], '/collect')).toBe('')
    expect(keyOf([], '/collect?key=x', 'Bearer y')).toBe('')
  })

  test.each([
    ['in the address', '/collect?a=1&key=first-key', undefined, 'first-key'],
    ['in the address, the last of them', '/collect?key=second-key', undefined, 'second-key'],
    ['as a bearer', '/collect', 'Bearer second-key', 'second-key'],
    ['as a bearer in small letters', '/collect', 'bearer first-key', 'first-key'],
    ['as a bearer, whatever the address says', '/collect?key=wrong', 'Bearer first-key', 'first-key'],
    ['in the address beside other credentials', '/collect?key=first-key', 'Basic YTpi', 'first-key'],
  ])('gives the key %s', (_, path, authorization, key) => {
    expect(keyOf(KEYS, path, authorization)).toBe(key)
  })

  test.each([
    ['none', '/collect', undefined],
    ['an empty one', '/collect?key=', undefined],
    ['another one', '/collect?key=third-key', undefined],
    ['the beginning of one', '/collect?key=first-ke', undefined],
    ['one with more after it', '/collect?key=first-key1', undefined],
    ['one in other letters', '/collect?key=First-key', undefined],
    ['another parameter', '/collect?keys=first-key', undefined],
    ['another bearer, whatever the address says', '/collect?key=first-key', 'Bearer wrong'],
    ['a key that is no bearer', '/collect', 'first-key'],
    ['a bearer of nothing', '/collect', 'Bearer '],
  ])('gives nothing for %s', (_, path, authorization) => {
    expect(keyOf(KEYS, path, authorization)).toBeUndefined()
  })

  it('takes just the keys that it has (property)', () => {
    const key = fc.stringMatching(/^[!-~]{1,12}$/)
    fc.assert(
      fc.property(fc.array(key, { minLength: 1 }), key, (keys, sent) => {
        const expected = keys.includes(sent) ? sent : undefined
        expect(keyOf(keys, `/?key=${encodeURIComponent(sent)}`)).toBe(expected)
        expect(keyOf(keys, '/', `Bearer ${sent}`)).toBe(expected)
      }),
    )
  })
})

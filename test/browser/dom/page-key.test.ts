import { describe, expect, test } from 'vitest'
import { pageKey } from '../../../src/browser/page-key'

const shop = 'https://shop.example'

describe('pageKey()', () => {
  test.each([
    ['a path', '/list', '/list?'],
    ['a query in order', '/list?b=2&a=1&a=0', '/list?a=1&a=0&b=2'],
    ['no hash', '/list?a=1#top', '/list?a=1'],
    ['no campaign', '/list?utm_source=x&UTM_TERM=y&a=1&gclid=z&ScCid=w', '/list?a=1'],
    ['what only looks like a campaign', '/list?utm=1&gclid2=2', '/list?gclid2=2&utm=1'],
  ])('gives %s', (_, url, key) => {
    expect(pageKey(shop + url)).toBe(key)
  })

  test('keeps the hash where it is a route', () => {
    expect(pageKey(`${shop}/?a=1#/cart?b=2`, { hash_routes: true })).toBe('/?a=1#/cart?b=2')
  })

  test('takes any address that a document can have', () => {
    for (const url of ['about:blank', 'about:srcdoc', 'file:///home/shop.html', `blob:${shop}/1`, 'data:text/html,x'])
      expect(pageKey(url)).toEqual(expect.any(String))
  })
})

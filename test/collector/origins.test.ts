import { describe, expect, it, test } from 'vitest'
import { createOriginCheck, PREFLIGHT_HEADERS } from '../../src/collector/origins'

const SHOP = 'https://shop.example'

function requestOf(origin: string | undefined, host?: string): Request {
  const headers = { ...(origin !== undefined && { origin }), ...(host !== undefined && { host }) }
  return new Request('https://collect.example:8443/collect', { method: 'POST', headers })
}

describe('createOriginCheck()', () => {
  test.each([
    ['a page of a listed origin', [SHOP], SHOP, undefined, true],
    ['a page of the second one', ['https://a.example', SHOP], SHOP, undefined, true],
    ['another page', [SHOP], 'https://other.example', undefined, false],
    ['a page of another scheme', [SHOP], 'http://shop.example', undefined, false],
    ['a page of another port', [SHOP], 'https://shop.example:8443', undefined, false],
    ['a page of a domain below', [SHOP], 'https://evil.shop.example', undefined, false],
    ['a page whose host begins the same', [SHOP], 'https://shop.example.evil.example', undefined, false],
    ['any page where any may', '*', 'https://other.example', undefined, true],
    ['a page without an origin where any may', '*', 'null', undefined, true],
    ['a page without an origin', [SHOP], 'null', undefined, false],
    ['a page of an empty origin', [SHOP], '', undefined, false],
    ['a page of its own host', [], 'https://collect.example:8443', undefined, true],
    ['a page of its own host, TLS ended before it', [], 'http://collect.example:8443', undefined, true],
    ['a page of its host but another port', [], 'https://collect.example', undefined, false],
    ['a page of the host that was asked for', [], SHOP, 'shop.example', true],
    ['a page of a host that was not', [], 'https://collect.example:8443', 'shop.example', false],
  ] as const)('decides on %s', (_, allowed, origin, host, isAllowed) => {
    const check = createOriginCheck(allowed)(requestOf(origin, host))
    expect(check.isAllowed).toBe(isAllowed)
    expect(check.headers['access-control-allow-origin']).toBe(isAllowed ? origin : undefined)
    expect(check.headers.vary).toBe('origin')
  })

  it('lets a page read the answer, and when to come again', () => {
    expect(createOriginCheck([SHOP])(requestOf(SHOP)).headers).toEqual({
      vary: 'origin',
      'access-control-allow-origin': SHOP,
      'access-control-expose-headers': 'retry-after',
    })
  })

  it('lets in who is no page', () => {
    expect(createOriginCheck([])(requestOf(undefined))).toEqual({ isAllowed: true, headers: {} })
  })
})

describe('PREFLIGHT_HEADERS', () => {
  it('allow what a tracker sends', () => {
    const allowed = PREFLIGHT_HEADERS['access-control-allow-headers'].split(', ')
    expect(allowed).toEqual(['authorization', 'content-encoding', 'content-type'])
    expect(PREFLIGHT_HEADERS['access-control-allow-methods']).toBe('POST')
  })
})

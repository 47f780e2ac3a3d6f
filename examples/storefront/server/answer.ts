import { readFileSync } from 'node:fs'
import path from 'node:path'
import { pictureOf, type View } from '../shop/pictures'
import type { Asset } from './bundle-shop'
import { findShop } from './find-shop'

/**
 * As strict as a policy gets: nothing from elsewhere, no script or style in the page itself, no text that becomes markup or
 * code. The shop, the tracker and the inspector do with it.
 */
const POLICY = [
  "default-src 'self'",
  "base-uri 'none'",
  "object-src 'none'",
  "frame-ancestors 'none'",
  "form-action 'self'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

const HEADERS = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
}

const VIEWS: readonly string[] = ['plain', 'room', 'near']

/** Makes what answers for all of the shop but its collector. */
export function createAnswers(assets: ReadonlyMap<string, Asset>): (request: Request) => Response {
  const page = readFileSync(path.join(findShop(), 'index.html'))
  return ({ method, url }) => {
    if (method !== 'GET' && method !== 'HEAD')
      return new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } })
    const { pathname, searchParams } = new URL(url)
    const asset = assets.get(pathname)
    if (asset) return reply(asset.body, asset.type)
    if (pathname.startsWith('/pictures/')) return picture(pathname, searchParams)
    if (pathname.startsWith('/assets/')) return new Response(null, { status: 404, headers: HEADERS })
    // Every other address is one of the shop's own routes, which the page tells apart.
    return reply(page, 'text/html; charset=utf-8')
  }
}

function reply(body: Uint8Array | string, type: string): Response {
  // Made anew at each start: a browser is to ask again.
  return new Response(body as BodyInit, { headers: { ...HEADERS, 'content-type': type, 'cache-control': 'no-cache' } })
}

function picture(pathname: string, query: URLSearchParams): Response {
  const [, id = ''] = /^\/pictures\/([a-z-]+)\.svg$/.exec(pathname) ?? []
  const view = query.get('view') ?? 'plain'
  const drawn = pictureOf(id, query.get('colour') ?? undefined, VIEWS.includes(view) ? (view as View) : 'plain')
  if (!drawn) return new Response(null, { status: 404, headers: HEADERS })
  const headers = { ...HEADERS, 'content-type': 'image/svg+xml', 'cache-control': 'max-age=3600' }
  return new Response(drawn, { headers })
}

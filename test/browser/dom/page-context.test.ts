import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createPageContext } from '../../../src/browser/page-context'
import type { PageView } from '../../../src/browser/watch-pages'
import { pretend } from './support/page'

const view: PageView = {
  page_id: 'page-1',
  url: 'https://shop.example/list/shoes?size=42&email=ada%40mail.example#top',
  title: ' Shoes\u0000of ada@mail.example ',
  referrer: 'https://search.example/?q=shoes&token=x#y',
  time: 1_700_000_000_000,
  cause: 'load',
}

let undo: (() => void)[] = []
let zone: ReturnType<typeof vi.spyOn>

beforeEach(() => {
  zone = vi
    .spyOn(Intl, 'DateTimeFormat')
    .mockImplementation(() => ({ resolvedOptions: () => ({ timeZone: 'Europe/Vienna' }) }) as never)
  undo = [
    () => zone.mockRestore(),
    pretend(navigator, 'language', 'de-AT'),
    pretend(window, 'screen', { width: 1920, height: 1080 }),
  ]
})
afterEach(() => {
  for (const each of undo) each()
})

describe('createPageContext()', () => {
  test('gives what the page says of its events, cleaned', () => {
    expect(createPageContext({ window })(view)).toEqual({
      page: {
        url: 'https://shop.example/list/shoes?size=42&email=(redacted)',
        path: '/list/shoes',
        title: 'Shoes of (redacted)',
        referrer: 'https://search.example/?q=shoes&token=(redacted)',
        search: '?size=42&email=(redacted)',
      },
      locale: 'de-AT',
      timezone: 'Europe/Vienna',
      screen: '1920x1080',
    })
  })

  test('leaves out what there is not', () => {
    undo.push(pretend(navigator, 'language', ''))
    const bare = { page_id: '1', url: 'https://shop.example/', referrer: '', time: 0, cause: 'load' } as const
    const context = createPageContext({ window })(bare)
    expect(context.page).toStrictEqual({ url: 'https://shop.example/', path: '/' })
    expect(Object.keys(context)).toEqual(['page', 'timezone', 'screen'])
  })

  test.each([
    ['https://shop.example', '', undefined],
    ['https://shop.example/?a=1', '/', '?a=1'],
    ['https://shop.example/a/b?', '/a/b', '?'],
    ['http://127.0.0.1:8080/a?b=/c?d', '/a', '?b=/c?d'],
    ['file:///shop/index.html?a', '/shop/index.html', '?a'],
    ['about:blank', undefined, undefined],
  ])('reads path and query of %s', (url, path, search) => {
    const { page } = createPageContext({ window })({ ...view, url })
    expect([page.path ?? '', page.search]).toEqual([path ?? '', search])
  })

  test.each([
    ['https://shop.example/shop#/cart?step=2', '/shop#/cart', undefined],
    ['https://shop.example/shop?a=1#/cart', '/shop#/cart', '?a=1'],
    ['https://shop.example/shop?a=1', '/shop', '?a=1'],
  ])('makes the hash of %s part of the path where those are routes', (url, path, search) => {
    const { page } = createPageContext({ window, hash_routes: true })({ ...view, url })
    expect([page.path, page.search]).toEqual([path, search])
  })

  test('cuts a title at 512 characters', () => {
    const contextOf = createPageContext({ window })
    expect(contextOf({ ...view, title: 'a'.repeat(512) }).page.title).toHaveLength(512)
    expect(contextOf({ ...view, title: 'a'.repeat(513) }).page.title).toHaveLength(512)
  })

  test('looks once at a view and at the time zone once at all', () => {
    const contextOf = createPageContext({ window })
    expect(zone).not.toHaveBeenCalled()
    const first = contextOf(view)
    expect(contextOf(view)).toBe(first)
    undo.push(pretend(window.screen, 'width', 800))
    const second = contextOf({ ...view })
    expect(second).toEqual({ ...first, screen: '800x1080' })
    expect(zone).toHaveBeenCalledOnce()
  })
})

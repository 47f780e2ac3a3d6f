import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type PageView, type PageWatch, watchPages } from '../../../src/browser/watch-pages'
import { countListeners, dispatch, fakeNavigation, pretend, testClock } from './support/page'

const origin = location.origin
const start = 1_700_000_000_000

let undo: (() => void)[] = []
let views: PageView[]
let clock: ReturnType<typeof testClock>
let pages: PageWatch | undefined
let navigation: ReturnType<typeof fakeNavigation> | undefined

/** Begins to watch, on the page `/` with the title Home. */
function watch(options: { hash_routes?: boolean } = {}): PageWatch {
  let number = 0
  const create_page_id = () => `page-${++number}`
  pages = watchPages({ window, clock, create_page_id, on_page: (view) => views.push(view), ...options })
  return pages
}

/** Changes the address as a shop's router does; a browser with the Navigation API tells of it there. */
function go(url: string, method: 'pushState' | 'replaceState' = 'pushState'): void {
  history[method]({}, '', url)
  if (navigation)
    dispatch(navigation, 'currententrychange', { navigationType: method === 'pushState' ? 'push' : 'replace' })
}

/** Goes back or forth to an address, as the browser's buttons do. */
function traverse(url: string): void {
  // Past the wrapped method, as the browser does it.
  History.prototype.replaceState.call(history, {}, '', url)
  if (navigation) dispatch(navigation, 'currententrychange', { navigationType: 'traverse' })
  dispatch(window, 'popstate')
}

const paths = () => views.map(({ url }) => url.replace(origin, ''))

beforeEach(() => {
  views = []
  clock = testClock(start)
  navigation = undefined
  history.replaceState({}, '', '/')
  document.title = 'Home'
  undo = [pretend(document, 'referrer', 'https://search.example/')]
})
afterEach(() => {
  pages?.stop()
  for (const each of undo) each()
})

describe.each([['History'], ['Navigation']])('watchPages() with the %s API', (api) => {
  beforeEach(() => {
    if (api === 'History') return
    navigation = fakeNavigation()
    undo.push(pretend(window, 'navigation', navigation))
  })

  test('tells of the load once, after whoever asked has got the watch', async () => {
    watch()
    expect(views).toEqual([])
    await Promise.resolve()
    const load = {
      page_id: 'page-1',
      url: `${origin}/`,
      title: 'Home',
      referrer: 'https://search.example/',
      time: start,
    }
    expect(views).toEqual([{ ...load, cause: 'load' }])
    clock.pass(10_000)
    expect(views).toHaveLength(1)
    expect(clock.waiting()).toBe(0)
  })

  test('tells of the load before that when it is asked for the page', async () => {
    expect(watch().current()).toMatchObject({ page_id: 'page-1', title: 'Home' })
    expect(views).toHaveLength(1)
    await Promise.resolve()
    expect(views).toHaveLength(1)
  })

  test('has the id of a navigation at once, and tells of it when its title had time', () => {
    watch().current()
    clock.pass(5_000)
    go('/cart')
    clock.pass(299)
    expect(views).toHaveLength(1)
    document.title = 'Cart'
    clock.pass(1)
    const navigation = { page_id: 'page-2', url: `${origin}/cart`, title: 'Cart', referrer: `${origin}/` }
    expect(views[1]).toEqual({ ...navigation, time: start + 5_000, cause: 'navigation' })
    clock.pass(10_000)
    expect(views).toHaveLength(2)
  })

  test('tells of a navigation when it is asked for the page, and keeps the old title to itself', () => {
    const { current } = watch()
    current()
    go('/cart')
    expect(current().page_id).toBe('page-2')
    expect(views).toHaveLength(2)
    expect(views[1]).not.toHaveProperty('title')
    document.title = 'Cart'
    expect(current().title).toBe('Cart')
    clock.pass(300)
    expect(views).toHaveLength(2)
  })

  test("takes the title for the page's own after the wait, though it did not change", () => {
    const { current } = watch()
    current()
    go('/cart')
    expect(current()).not.toHaveProperty('title')
    clock.pass(299)
    expect(current()).not.toHaveProperty('title')
    clock.pass(1)
    expect(current().title).toBe('Home')
  })

  test('gives the title as it is, and the same object while it is', () => {
    const { current } = watch()
    const first = current()
    expect(current()).toBe(first)
    document.title = 'Home (2)'
    expect(current()).toEqual({ ...first, title: 'Home (2)' })
    expect(views).toEqual([first])
  })

  test.each([
    ['the same address', '/list?a=1&b=2'],
    ['another order of the query', '/list?b=2&a=1'],
    ['another hash', '/list?a=1&b=2#top'],
    ['a campaign', '/list?utm_source=news&a=1&b=2&UTM_Medium=email'],
    ['a click id', '/list?a=1&b=2&gclid=x&ScCid=y'],
  ])('sees no page in %s', (_, url) => {
    const { current } = watch()
    current()
    go('/list?a=1&b=2')
    current()
    go(url)
    go(url, 'replaceState')
    traverse(url)
    expect(current().page_id).toBe('page-2')
    expect(paths()).toEqual(['/', '/list?a=1&b=2'])
  })

  test.each([
    ['another path', '/list/shoes?a=1'],
    ['another value', '/list?a=2'],
    ['one parameter more', '/list?a=1&b=1'],
    ['one parameter less', '/list'],
    ['a parameter twice', '/list?a=1&a=1'],
  ])('sees a page in %s', (_, url) => {
    const { current } = watch()
    go('/list?a=1')
    current()
    go(url, 'replaceState')
    current()
    traverse('/list?a=1')
    current()
    expect(paths()).toEqual(['/', '/list?a=1', url, '/list?a=1'])
    expect(views.map(({ referrer }) => referrer.replace(origin, ''))).toEqual([
      'https://search.example/',
      '/',
      '/list?a=1',
      url,
    ])
  })

  test('sees a page in another hash where those are routes', () => {
    const { current } = watch({ hash_routes: true })
    go('/#/cart')
    go('/#/cart')
    current()
    traverse('/')
    current()
    expect(paths()).toEqual(['/', '/#/cart', '/'])
  })

  test('tells of a page that is left at once, before the next', () => {
    watch()
    go('/a')
    go('/b')
    go('/c')
    clock.pass(300)
    expect(paths()).toEqual(['/', '/a', '/b', '/c'])
    expect(views.map(({ page_id }) => page_id)).toEqual(['page-1', 'page-2', 'page-3', 'page-4'])
  })

  test('takes an address that is replaced before the view was told for a redirect', () => {
    const { current } = watch()
    current()
    go('/account')
    go('/sign-in', 'replaceState')
    clock.pass(300)
    expect(views[1]).toMatchObject({ page_id: 'page-2', url: `${origin}/sign-in`, referrer: `${origin}/` })
    go('/sign-in?step=2', 'replaceState')
    clock.pass(300)
    expect(paths()).toEqual(['/', '/sign-in', '/sign-in?step=2'])
  })

  test('tells of a hundred replaced addresses once', () => {
    const { current } = watch()
    current()
    for (let index = 0; index < 100; index += 1) go(`/list?top=${index}`, 'replaceState')
    clock.pass(300)
    expect(paths()).toEqual(['/', '/list?top=99'])
  })

  test('tells of a return from the back/forward cache at once, as of a page of its own', () => {
    const { current } = watch()
    current()
    go('/cart')
    document.title = 'Cart'
    clock.pass(60_000)
    dispatch(window, 'pageshow', { persisted: true })
    const cart = { page_id: 'page-3', url: `${origin}/cart`, title: 'Cart', referrer: `${origin}/` }
    expect(views.slice(2)).toEqual([{ ...cart, time: start + 60_000, cause: 'restore' }])
    go('/cart')
    expect(current().page_id).toBe('page-3')
    dispatch(window, 'pageshow', { persisted: true })
    expect(views).toHaveLength(4)
  })

  test('tells of a page that went to the cache untold before its return', () => {
    watch()
    go('/cart')
    dispatch(window, 'pageshow', { persisted: true })
    expect(views.map(({ page_id, cause, title }) => [page_id, cause, title])).toEqual([
      ['page-1', 'load', 'Home'],
      ['page-2', 'navigation', undefined],
      ['page-3', 'restore', 'Home'],
    ])
    expect(clock.waiting()).toBe(0)
  })

  test('sees nothing in the pageshow of a load', () => {
    const { current } = watch()
    current()
    go('/cart')
    dispatch(window, 'pageshow', { persisted: false })
    expect(views).toHaveLength(1)
    expect(current()).not.toHaveProperty('title')
  })

  test('tells of a prerendered page when it is seen, with the time of that and the id of before', async () => {
    undo.push(pretend(document, 'prerendering', true))
    const { current } = watch()
    const { page_id } = current()
    await Promise.resolve()
    go('/en')
    clock.pass(7_000)
    expect(current()).toMatchObject({ page_id, url: `${origin}/en` })
    expect(views).toEqual([])
    pretend(document, 'prerendering', false)
    dispatch(document, 'prerenderingchange')
    const activated = { page_id, url: `${origin}/en`, title: 'Home', referrer: 'https://search.example/' }
    expect(views).toEqual([{ ...activated, time: start + 7_000, cause: 'load' }])
  })

  test('removes every listener, timer and wrapper with stop(), and tells nothing after it', async () => {
    const names = ['pushState', 'replaceState'] as const
    const describeHistory = () => names.map((name) => [Object.getOwnPropertyDescriptor(history, name), history[name]])
    const before = describeHistory()
    const listeners = countListeners(window, document, ...(navigation ? [navigation] : []))
    undo.push(listeners.restore)
    const { current, stop } = watch()
    expect(listeners.left()).not.toEqual([])
    go('/cart')
    expect(clock.waiting()).toBe(1)
    stop()
    expect(listeners.left()).toEqual([])
    expect(clock.waiting()).toBe(0)
    expect(describeHistory()).toEqual(before)
    go('/checkout')
    traverse('/')
    dispatch(window, 'pageshow', { persisted: true })
    dispatch(document, 'prerenderingchange')
    await Promise.resolve()
    clock.pass(1_000)
    expect(paths()).toEqual(['/'])
    expect(current().page_id).toBe('page-2')
  })

  test('tells nothing of a load that was stopped in the same breath', async () => {
    watch().stop()
    await Promise.resolve()
    expect(views).toEqual([])
  })

  test('tells of each page once, in order, whatever the shopper does', () => {
    const step = fc.oneof(
      fc.record({ do: fc.constantFrom('push', 'replace', 'traverse'), to: fc.constantFrom('/', '/a', '/b', '/a?x=1') }),
      fc.record({ do: fc.constantFrom('wait', 'ask', 'restore'), to: fc.constant('') }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        history.replaceState({}, '', '/')
        views = []
        const { current, stop } = watch()
        // What the watch is to say, by the plainest means: views so far, and whether the last one was told.
        const expected = ['/']
        let isTold = false
        for (const { do: what, to } of steps) {
          const here = expected.at(-1)
          if (what === 'ask') current()
          if (what === 'wait') clock.pass(300)
          if (what === 'restore') dispatch(window, 'pageshow', { persisted: true })
          if (what === 'push') go(to)
          if (what === 'replace') go(to, 'replaceState')
          if (what === 'traverse') traverse(to)
          if (what === 'restore') expected.push(here!)
          if (to !== '' && to !== here) {
            if (what === 'replace' && !isTold) expected.pop()
            else isTold = false
            expected.push(to)
          }
          // The first view waits for no timer.
          if (what === 'ask' || what === 'restore' || (what === 'wait' && expected.length > 1)) isTold = true
        }
        current()
        stop()
        expect(paths()).toEqual(expected)
        expect(views.map(({ page_id }) => page_id)).toEqual(expected.map((_, index) => `page-${index + 1}`))
      }),
      { numRuns: 100 },
    )
  })
})

describe('watchPages()', () => {
  test('listens to the history where the Navigation API tells this document nothing', () => {
    undo.push(pretend(window, 'navigation', fakeNavigation(null)))
    const { current } = watch()
    history.pushState({}, '', '/cart')
    current()
    expect(paths()).toEqual(['/', '/cart'])
  })

  test('leaves the history alone where the Navigation API tells', () => {
    undo.push(pretend(window, 'navigation', fakeNavigation()))
    const { pushState } = history
    watch()
    expect(history.pushState).toBe(pushState)
    expect(Object.hasOwn(history, 'pushState')).toBe(false)
  })
})

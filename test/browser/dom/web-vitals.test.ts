import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { webVitals } from '../../../src/browser/page-speed/web-vitals'
import { onExit } from '../../../src/browser/watch-exit'
import { countListeners, dispatch, fakeNavigation, pretend } from './support/page'

type Report = (metric: { name: string; value: number; navigationStartTime: number }) => void

// What web-vitals was asked, by metric: the tests report in its stead.
const asked = vi.hoisted(() => new Map<string, [Report, object?]>())
vi.mock('web-vitals', () => {
  const keep =
    (name: string) =>
    (...call: [Report, object?]) =>
      asked.set(name, call)
  return { onCLS: keep('CLS'), onINP: keep('INP'), onLCP: keep('LCP'), onTTFB: keep('TTFB') }
})

let undo: (() => void)[]
const track = vi.fn()
let plugin: ReturnType<typeof webVitals>

const report = (name: string, value: number, navigationStartTime = 0) =>
  asked.get(name)![0]({ name, value, navigationStartTime })

function become(state: 'hidden' | 'visible'): void {
  undo.push(pretend(document, 'visibilityState', state), pretend(document, 'hidden', state === 'hidden'))
  document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
}

// As a browser does it (HTML standard, unloading and reactivating documents).
function leave(): void {
  dispatch(window, 'pagehide', { persisted: true })
  become('hidden')
}
function restore(): void {
  become('visible')
  dispatch(window, 'pageshow', { persisted: true })
}

function withNavigation(): EventTarget {
  const navigation = fakeNavigation()
  undo.push(pretend(window, 'navigation', navigation))
  return navigation
}

function go(navigation: EventTarget, url: string, sameDocument = true): void {
  dispatch(navigation, 'navigate', { destination: { url: location.origin + url, sameDocument } })
  if (sameDocument) history.pushState({}, '', url)
}

beforeEach(() => {
  undo = []
  asked.clear()
  track.mockClear()
  history.replaceState({}, '', '/')
  plugin = webVitals()
  undo.push(
    pretend(performance, 'getEntriesByType', () => [{ loadEventEnd: 900, activationStart: 100 }]),
    pretend(document, 'readyState', 'complete'),
  )
})
afterEach(() => {
  plugin.teardown()
  for (const each of undo.reverse()) each()
})

describe('webVitals()', () => {
  test('tracks one page_measured when the page is left, before those who send then', async () => {
    const order: string[] = []
    undo.push(onExit(window, () => order.push('send')))
    track.mockImplementation(() => order.push('track'))
    await plugin.setup({ track })
    report('LCP', 812)
    dispatch(window, 'pageshow', { persisted: false })
    report('CLS', 0.1)
    leave()
    leave()
    expect(track.mock.calls).toEqual([['page_measured', { lcp_ms: 812, cls: 0.1, load_ms: 800 }]])
    expect(order).toEqual(['track', 'send'])
    track.mockReset()
  })

  test('asks for every change, and for client-side navigations but for their first byte, which is made up', async () => {
    await plugin.setup({ track })
    const all = { reportAllChanges: true, reportSoftNavs: true }
    expect([...asked].map(([name, [, options]]) => [name, options])).toEqual([
      ['CLS', all],
      ['INP', all],
      ['LCP', all],
      ['TTFB', undefined],
    ])
  })

  test('calls track as a method of the tracker', async () => {
    const tracker = {
      names: [] as string[],
      track(name: string) {
        this.names.push(name)
      },
    }
    await plugin.setup(tracker)
    report('LCP', 812)
    leave()
    expect(tracker.names).toEqual(['page_measured'])
  })

  test('waits for the load', async () => {
    undo.push(pretend(document, 'readyState', 'interactive'))
    const done = plugin.setup({ track })
    await new Promise((next) => setTimeout(next, 10))
    expect(asked.size).toBe(0)
    dispatch(window, 'load')
    await done
    expect(asked.size).toBe(4)
  })

  test('leaves out a load that has not ended, and counts from when a prerendered page was seen', async () => {
    const entry = { loadEventEnd: 0, activationStart: 0 }
    undo.push(pretend(performance, 'getEntriesByType', () => [entry]))
    await plugin.setup({ track })
    report('TTFB', 0)
    leave()
    expect(track).toHaveBeenLastCalledWith('page_measured', { ttfb_ms: 0 })
    for (const [start, expected] of [
      [undefined, 50],
      [60, 0],
    ]) {
      Object.assign(entry, { loadEventEnd: 50, activationStart: start })
      plugin.teardown()
      plugin = webVitals()
      await plugin.setup({ track })
      report('TTFB', 0)
      become('visible')
      leave()
      expect(track).toHaveBeenLastCalledWith('page_measured', { ttfb_ms: 0, load_ms: expected })
    }
  })

  test('tracks another one of a page that was restored, without a load', async () => {
    await plugin.setup({ track })
    report('LCP', 812)
    leave()
    restore()
    report('INP', 300)
    report('LCP', 30, 60_000)
    report('TTFB', 0, 60_000)
    leave()
    expect(track.mock.calls.map(([, measures]) => measures)).toEqual([
      { lcp_ms: 812, load_ms: 800 },
      { lcp_ms: 30, ttfb_ms: 0 },
    ])
  })

  test('takes what comes in the event of the restoring for the restored page', async () => {
    await plugin.setup({ track })
    // As web-vitals does it, which listens after the plugin.
    const listen = () => report('TTFB', 0, 60_000)
    window.addEventListener('pageshow', listen, true)
    restore()
    window.removeEventListener('pageshow', listen, true)
    leave()
    expect(track.mock.calls).toEqual([['page_measured', { ttfb_ms: 0 }]])
  })

  test('tracks that of a page before another comes into view', async () => {
    const navigation = withNavigation()
    const paths: string[] = []
    track.mockImplementation(() => paths.push(location.pathname))
    await plugin.setup({ track })
    report('LCP', 812)
    go(navigation, '/?utm_source=x#top')
    go(navigation, '/other', false)
    expect(track).not.toHaveBeenCalled()
    go(navigation, '/cart')
    expect(track).toHaveBeenCalledOnce()
    report('INP', 40)
    report('LCP', 90, 7_000)
    leave()
    expect(track.mock.calls.map(([, measures]) => measures)).toEqual([{ lcp_ms: 812, load_ms: 800 }, { lcp_ms: 90 }])
    expect(paths).toEqual(['/', '/cart'])
    track.mockReset()
  })

  test('knows another page by what is after # where those are routes', async () => {
    const navigation = withNavigation()
    plugin = webVitals({ hash_routes: true })
    await plugin.setup({ track })
    report('LCP', 812)
    go(navigation, '/#/cart')
    expect(track).toHaveBeenCalledOnce()
  })

  test('sees a navigation while it still waits for the load', async () => {
    const navigation = withNavigation()
    undo.push(pretend(document, 'readyState', 'interactive'))
    const done = plugin.setup({ track })
    go(navigation, '/cart')
    dispatch(window, 'load')
    await done
    report('LCP', 812)
    leave()
    expect(track).not.toHaveBeenCalled()
  })

  test('says nothing of another page where no Navigation API told of it', async () => {
    await plugin.setup({ track })
    report('LCP', 812)
    history.pushState({}, '', '/cart')
    leave()
    expect(track).not.toHaveBeenCalled()
  })

  test.each([
    ['before the load', 'interactive'],
    ['after it', 'complete'],
  ])('removes every listener with teardown() %s, and tracks nothing any more', async (_, readyState) => {
    const navigation = withNavigation()
    undo.push(pretend(document, 'readyState', readyState))
    const listeners = countListeners(window, document, navigation)
    undo.push(listeners.restore)
    const done = plugin.setup({ track })
    if (readyState === 'complete') await done
    const exit = ['pagehide', 'pageshow', 'pageshow', 'visibilitychange'].map((name) => `${name} (captured)`)
    const own = readyState === 'complete' ? ['navigate', ...exit] : ['load', 'navigate', 'pageshow (captured)']
    expect(listeners.left()).toEqual(own)
    plugin.teardown()
    expect(listeners.left()).toEqual([])
    if (asked.size > 0) report('LCP', 812)
    leave()
    go(navigation, '/cart')
    restore()
    expect(track).not.toHaveBeenCalled()
  })

  test('begins nothing where it was torn down while it loaded', async () => {
    const listeners = countListeners(window, document)
    undo.push(listeners.restore)
    const done = plugin.setup({ track })
    plugin.teardown()
    await done
    expect(asked.size).toBe(0)
    expect(listeners.left()).toEqual([])
  })

  test('measures again, and leaves nothing, where it is set up again', async () => {
    const listeners = countListeners(window, document)
    undo.push(listeners.restore)
    await plugin.setup({ track })
    plugin.teardown()
    await plugin.setup({ track })
    report('LCP', 812)
    leave()
    expect(track.mock.calls).toEqual([['page_measured', { lcp_ms: 812, load_ms: 800 }]])
    plugin.teardown()
    expect(listeners.left()).toEqual([])
  })
})

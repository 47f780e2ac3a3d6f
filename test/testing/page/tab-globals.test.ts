import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { dataLayer } from '../../../src/adapters/ga4/data-layer'
import { createFakeShop, type FakeShop } from '../../../src/testing'

let shop: FakeShop
beforeEach(() => {
  shop = createFakeShop()
})
afterEach(() => shop.close())

describe('navigator.locks', () => {
  test('gives a lock to one after the other, and to nobody who has left the line', async () => {
    const held: string[] = []
    const line = new AbortController()
    let release = () => {}
    const hold = (name: string) => () => {
      held.push(name)
      return new Promise<void>((done) => {
        release = done
      })
    }
    const tabs = [shop.openTab(), shop.openTab()] as const
    const first = tabs[0].run(() => navigator.locks.request('a', hold('first')))
    const left = tabs[1].run(() => navigator.locks.request('a', { signal: line.signal }, hold('left')))
    void tabs[1].run(() => navigator.locks.request('a', hold('last')))
    await shop.pass()
    expect(await tabs[1].run(() => navigator.locks.request('a', { ifAvailable: true }, (lock) => lock))).toBe(null)
    expect(held).toEqual(['first'])
    line.abort(new Error('left'))
    await expect(left).rejects.toThrow('left')
    release()
    await first
    await shop.pass()
    expect(held).toEqual(['first', 'last'])
  })

  test('gives it on when who holds it fails', async () => {
    const tab = shop.openTab()
    const failing = tab.run(() => navigator.locks.request('a', () => Promise.reject(new Error('no'))))
    const next = tab.run(() => navigator.locks.request('a', () => 'held'))
    await expect(failing).rejects.toThrow('no')
    expect(await next).toBe('held')
  })
})

describe('time', () => {
  test('is that of the shop, also for Date, intervals and signals', async () => {
    const tab = shop.openTab()
    const ticks: number[] = []
    const { signal, stop } = tab.run(() => {
      const start = new Date(shop.clock.now()).getSeconds()
      const id = setInterval(() => ticks.push(new Date().getSeconds() - start), 1_000)
      return { signal: AbortSignal.timeout(2_500), stop: () => clearInterval(id) }
    })
    await shop.pass(2_499)
    expect([ticks, signal.aborted]).toEqual([[1, 2], false])
    await shop.pass(1)
    expect(signal.reason).toMatchObject({ name: 'TimeoutError' })
    tab.run(stop)
    await shop.pass(5_000)
    expect(ticks).toHaveLength(2)
    expect(tab.run(() => new Date(7).getTime())).toBe(7)
  })

  test('stays with what was begun in a tab, and is the real one elsewhere', async () => {
    const [one, other] = [shop.openTab({ path: '/one' }), shop.openTab({ path: '/other' })]
    const seen: string[] = []
    const look = async () => {
      await Promise.resolve()
      setTimeout(() => queueMicrotask(() => void seen.push(location.pathname)), 5)
    }
    await Promise.all([one.run(look), other.run(look)])
    await shop.pass(5)
    expect(seen).toEqual(['/one', '/other'])
    expect(Math.abs(Date.now() - shop.clock.now())).toBeGreaterThan(1_000_000)
  })
})

describe('localStorage', () => {
  test('is one for all tabs, with its keys as properties', () => {
    const [one, other] = [shop.openTab(), shop.openTab()]
    one.run(() => localStorage.setItem('a', '1'))
    expect(
      other.run(() => [Object.keys(localStorage), localStorage.length, localStorage.key(0), localStorage.a]),
    ).toEqual([['a'], 1, 'a', '1'])
    one.kill()
    one.run(() => localStorage.clear())
    expect(other.run(() => localStorage.getItem('a'))).toBe('1')
    shop.disk.is_full = true
    expect(() => other.run(() => localStorage.setItem('a', '12'))).toThrow(
      expect.objectContaining({ name: 'QuotaExceededError' }),
    )
    other.run(() => localStorage.setItem('a', '2'))
    other.run(() => localStorage.removeItem('a'))
    expect(other.run(() => localStorage.getItem('a'))).toBe(null)
  })
})

describe('navigator.sendBeacon()', () => {
  test('outlives its page', async () => {
    shop.network.latency_ms = 100
    const tab = shop.openTab()
    tab.run(() => navigator.sendBeacon('/collect', '{"events":[]}'))
    await shop.pass()
    tab.close()
    await shop.pass(100)
    expect(shop.network.requests).toMatchObject([{ url: 'https://shop.example/collect', keepalive: true, status: 204 }])
  })

  test('while a plain request does not', async () => {
    shop.network.latency_ms = 100
    const tab = shop.openTab()
    void tab.run(() => fetch('/collect', { method: 'POST', body: '{"events":[]}' }))
    await shop.pass()
    tab.close()
    await shop.pass(100)
    expect(shop.network.requests.map(({ status }) => status)).toEqual([undefined])
  })
})

describe('what happens to a tab from outside', () => {
  test('is heard in it', async () => {
    const tab = shop.openTab({ path: '/lamps' })
    const heard: string[] = []
    tab.run(() => window.addEventListener('scroll', () => void heard.push(`${location.pathname} ${window.scrollY}`)))
    tab.window.scrollY = 300
    tab.window.dispatchEvent(new Event('scroll'))
    expect(heard).toEqual(['/lamps 300'])
  })

  test('has plugins track in it', async () => {
    const tab = shop.openTab()
    const layer: unknown[] = []
    tab.createTracker({ consent: { analytics: true }, track_pages: false, plugins: [dataLayer({ layer }) as never] })
    await shop.pass()
    layer.push({ event: 'view_cart', ecommerce: { currency: 'EUR', value: 12 } })
    await shop.pass(1_000)
    expect(shop.collector.events.map(({ name }) => name)).toEqual(['cart_viewed'])
  })
})

test('a window has a place to scroll, and a size', () => {
  const tab = shop.openTab()
  const look = () => {
    const { scrollHeight, scrollTop } = document.documentElement
    return (window.scrollY + window.innerHeight + scrollTop) / scrollHeight
  }
  expect(tab.run(look)).toBe(1)
  Object.assign(tab.window.document.documentElement, { scrollHeight: 4_320 })
  expect(tab.run(look)).toBe(0.25)
})

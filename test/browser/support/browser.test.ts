import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Browser, openBrowser } from './browser'
import { skipUnlessFull } from './chromium'
import {
  clock,
  indexedDbFull,
  indexedDbHanging,
  indexedDbMissing,
  indexedDbThrowing,
  localStorageThrowing,
  tellStored,
} from './page-scripts'
import { createProfile, type Profile } from './profile'
import { html, type Site, serve } from './site'

let profile: Profile
let browser: Browser
let site: Site

// `put(5)` says how it went; `count()` how many there are.
const database = `<script>
  addEventListener('pageshow', ({ persisted }) => { globalThis.restored = persisted })
  const open = () => new Promise((done, failed) => {
    const request = indexedDB.open('test')
    request.onupgradeneeded = () => request.result.createObjectStore('rows')
    request.onsuccess = () => done(request.result)
    request.onerror = () => failed(request.error)
  })
  const put = async (number) => {
    const transaction = (await open()).transaction('rows', 'readwrite')
    transaction.objectStore('rows').put({ number }, number)
    return new Promise((done) => {
      transaction.oncomplete = () => done('stored')
      transaction.onabort = () => done(transaction.error.name)
    })
  }
  const count = async () => {
    const request = (await open()).transaction('rows').objectStore('rows').count()
    return new Promise((done) => { request.onsuccess = () => done(request.result) })
  }
  const outcome = (promise) => Promise.race([promise, new Promise((done) => setTimeout(done, 300, 'hangs'))])
    .catch((error) => error.name)
</script>`

beforeAll(async () => {
  site = await serve({
    '/': html(database),
    '/next': html(database),
    '/blocked': html(database, { 'content-security-policy': 'sandbox allow-scripts' }),
    '/favicon.ico': { status: 204 },
  })
  profile = await createProfile()
  browser = await openBrowser(profile)
})
afterAll(async () => {
  await browser?.kill()
  await profile?.remove()
  await site?.close()
})

async function visit(path = '/', scripts: readonly string[] = [], onTold?: (text: string) => void) {
  const tab = await browser.open({ scripts, ...(onTold && { onTold }) })
  await tab.goTo(site.origin + path)
  return tab
}

describe('openBrowser()', () => {
  test('keeps in its profile what was stored before it was killed', async () => {
    const tab = await visit()
    await tab.evaluate('put(1)')
    await browser.kill()
    await expect(tab.evaluate('1')).rejects.toThrow('the browser has gone')
    browser = await openBrowser(profile)
    expect(await (await visit()).evaluate('count()')).toBe(1)
  })

  test('hides a tab when another comes to the front, and shows it again', async (context) => {
    skipUnlessFull(context, browser, 'hidden tabs')
    const one = await visit()
    expect(await one.evaluate('document.visibilityState')).toBe('visible')
    const other = await visit()
    await one.until(`document.visibilityState === 'hidden'`)
    await one.show()
    await one.until(`document.visibilityState === 'visible'`)
    await other.until(`document.visibilityState === 'hidden'`)
  })

  test('restores a page from the back/forward cache', async (context) => {
    skipUnlessFull(context, browser, 'the back/forward cache')
    const tab = await visit()
    await tab.goTo(`${site.origin}/next`)
    await tab.goBack()
    await tab.until('restored === true')
  })

  test('freezes a page and lets it go on', async () => {
    const tab = await visit()
    await tab.evaluate('globalThis.ticks = 0; setInterval(() => ticks++, 10)')
    await tab.until('ticks > 2')
    await tab.freeze()
    const before = await tab.evaluate<number>('ticks')
    await new Promise((done) => setTimeout(done, 300))
    expect(await tab.evaluate('ticks')).toBe(before)
    await tab.thaw()
    await tab.until(`ticks > ${before}`)
  })

  test('cuts a tab off and connects it again', async () => {
    const tab = await visit()
    const fetched = `fetch('/').then(() => 'there', () => 'not there')`
    await tab.setOffline(true)
    expect(await tab.evaluate('navigator.onLine')).toBe(false)
    expect(await tab.evaluate(fetched)).toBe('not there')
    await tab.setOffline(false)
    expect(await tab.evaluate('navigator.onLine')).toBe(true)
    expect(await tab.evaluate(fetched)).toBe('there')
  })

  test('closes a tab as its cross does', async () => {
    const tab = await visit()
    await tab.evaluate(`addEventListener('pagehide', () => fetch('/left', { keepalive: true }))`)
    await tab.close()
    await expect.poll(() => site.visits.some(({ path }) => path === '/left')).toBe(true)
  })
})

describe('page scripts', () => {
  test.each([
    ['indexedDbMissing', indexedDbMissing, 'TypeError'],
    ['indexedDbThrowing', indexedDbThrowing, 'SecurityError'],
    ['indexedDbHanging', indexedDbHanging, 'hangs'],
    ['indexedDbFull', indexedDbFull(0), 'QuotaExceededError'],
  ])('%s lets nothing be stored', async (_, script, name) => {
    const tab = await visit('/', [script])
    expect(await tab.evaluate('outcome(put(1))')).toBe(name)
  })

  test('indexedDbFull lets so many writes pass', async () => {
    const tab = await visit('/', [indexedDbFull(1)])
    expect(await tab.evaluate('outcome(put(1))')).toBe('stored')
    expect(await tab.evaluate('outcome(put(2))')).toBe('QuotaExceededError')
  })

  test('localStorageThrowing forbids localStorage alone', async () => {
    const tab = await visit('/', [localStorageThrowing])
    await expect(tab.evaluate('localStorage.length')).rejects.toThrow('SecurityError')
    expect(await tab.evaluate('outcome(put(1))')).toBe('stored')
  })

  test('a sandboxed page may store nothing', async () => {
    const tab = await visit('/blocked')
    await expect(tab.evaluate('localStorage.length')).rejects.toThrow('SecurityError')
    expect(await tab.evaluate('outcome(put(1))')).toBe('SecurityError')
  })

  test('tellStored tells what was stored', async () => {
    const told: string[] = []
    const tab = await visit('/', [tellStored], (text) => told.push(text))
    await tab.evaluate('put(7)')
    await expect.poll(() => told).toEqual(['7'])
  })

  test('clock is set and goes on', async () => {
    const tab = await visit('/', [clock])
    const read = () => tab.evaluate<number[]>('[Date.now(), new Date().getTime(), +new Date(5), Date.UTC(1970, 0, 2)]')
    const near = (time: number | undefined, expected: number) =>
      expect(Math.abs((time ?? 0) - expected)).toBeLessThan(5000)
    await tab.evaluate('shiftClock(-86_400_000)')
    const [now, date, given, utc] = await read()
    near(now, Date.now() - 86_400_000)
    near(date, Date.now() - 86_400_000)
    expect([given, utc]).toEqual([5, 86_400_000])
  })
})

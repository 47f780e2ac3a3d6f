import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundle } from './support/bundle'
import { type Launched, launch } from './support/chromium'
import { indexedDbLate } from './support/page-scripts'
import { html, type Site, script, serve } from './support/site'

const page = `
  import { createIdbStore } from './src/browser/idb-store'
  import { storeContract } from './src/testing/contract/store-contract'
  globalThis.store = createIdbStore('store')
  let places = 0
  const makePlace = () => {
    const name = 'place-' + ++places
    const open = () => createIdbStore(name)
    return { open, reopen: async () => open(), remove: () => indexedDB.deleteDatabase(name) }
  }
  globalThis.contract = storeContract(makePlace, { has_several: true })
`

let launched: Launched
let site: Site

beforeAll(async () => {
  launched = await launch()
  const body = html('<script type="module" src="/page.js"></script>')
  site = await serve({ '/': body, '/page.js': script(await bundle(page)) })
})

afterAll(async () => {
  await launched?.close()
  await site?.close()
})

/** Runs code in a new page whose store has the texts `0` to `9` under the keys `a0` to `a9`, and `own` under `~own`. */
async function withStore<T>(code: string): Promise<T> {
  const context = await launched.browser.newContext()
  try {
    const tab = await context.newPage()
    await tab.goto(site.origin)
    await tab.waitForFunction('globalThis.store')
    return (await tab.evaluate(`(async () => {
      const all = Array.from({ length: 10 }, (_, i) => 'a' + i)
      const texts = Object.fromEntries(all.map((key, i) => [key, String(i)]))
      await store.update([], () => ({ ...texts, '~own': 'own' }))
      ${code}
    })()`)) as T
  } finally {
    await context.close()
  }
}

test('does what every store must', async () => {
  const broken = await withStore<string[]>(`
    const broken = []
    for (const { name, run } of contract) await run().catch((error) => broken.push(name + ': ' + error))
    return contract.length > 5 ? broken : ['the contract is not there']`)
  expect(broken).toEqual([])
})

test.each([
  ['none', [], []],
  ['one', ['a3'], ['3']],
  ['some side by side', ['a3', 'a4', 'a5'], ['3', '4', '5']],
  ['some with others between', ['a1', 'a4', 'a9'], ['1', '4', '9']],
  ['some in another order', ['a5', 'a3', 'a4'], ['5', '3', '4']],
  ['some that are not there', ['a0', 'a05', 'a1', 'b'], ['0', null, '1', null]],
  ['its own and others', ['~own', 'a0', 'a1'], ['own', '0', '1']],
])('read() gives %s', async (_, keys, texts) => {
  const found = await withStore<(string | null)[]>(
    `return (await store.read(${JSON.stringify(keys)})).map((text) => text ?? null)`,
  )
  expect(found).toEqual(texts)
})

test.each([
  ['all between', ['a2', 'a3', 'a4'], ['a2', 'a3', 'a4']],
  ['all but what it keeps', ['a2', 'a3', 'a4'], ['a2', 'a4']],
  ['none but those it was asked for', ['a2', 'a4', 'a8'], ['a2', 'a4', 'a8']],
  ['what others have removed', ['a2', 'a22', 'a3'], ['a2', 'a22', 'a3']],
])('update() removes %s', async (_, keys, gone) => {
  const left = await withStore<string[]>(`
    const gone = ${JSON.stringify(gone)}
    await store.update(['~own', ...${JSON.stringify(keys)}], () => ({
      ...Object.fromEntries(gone.map((key) => [key, undefined])),
      '~own': undefined,
    }))
    return [...(await store.keys()), ...(await store.read(['~own']))]`)
  const all = Array.from({ length: 10 }, (_, i) => `a${i}`)
  expect(left).toEqual([...all.filter((key) => !gone.includes(key)), undefined])
})

test('update() changes nothing where it is told what to change by something that throws', async () => {
  const left = await withStore<string[]>(`
    const failed = await store.update(['a2', 'a3'], () => { throw new Error('no') }).catch(() => 'failed')
    return [failed, ...(await store.keys())]`)
  expect(left).toEqual(['failed', ...Array.from({ length: 10 }, (_, i) => `a${i}`)])
})

test('writes nothing any more where the database opened too late, as another store has taken over', async () => {
  const context = await launched.browser.newContext()
  try {
    await context.addInitScript(indexedDbLate)
    const tab = await context.newPage()
    await tab.goto(site.origin)
    await tab.waitForFunction('globalThis.store')
    const found = await tab.evaluate(`(async () => {
      const refused = await store.update([], () => ({ a: 'late' })).catch((error) => error.message)
      const again = await store.update([], () => ({ b: 'later' })).catch((error) => error.message)
      // Past the time that opening takes here.
      await new Promise((resolve) => setTimeout(resolve, 2000))
      const { result } = await new Promise((resolve) => {
        const opening = indexedDB.open('store')
        opening.onsuccess = () => resolve(opening)
      })
      const keys = result.transaction('texts').objectStore('texts').getAllKeys()
      return new Promise((resolve) => { keys.onsuccess = () => resolve([refused, again, keys.result]) })
    })()`)
    expect(found).toEqual(['IndexedDB does not answer', 'IndexedDB does not answer', []])
  } finally {
    await context.close()
  }
})

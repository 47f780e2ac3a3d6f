/**
 * Tells the numbers of events that IndexedDB has stored: once a transaction is complete, what it put is with the browser's
 * own process and outlives the page. Works for any tracker, as it looks for `"number":7` in what is put.
 */
export const tellStored = `{
  const numbersIn = (value) => [...JSON.stringify(value).matchAll(/number[\\\\]*":(\\d+)/g)].map((match) => match[1])
  for (const name of ['put', 'add']) {
    const store = IDBObjectStore.prototype[name]
    IDBObjectStore.prototype[name] = function (value, key) {
      const numbers = numbersIn(value)
      if (numbers.length > 0) this.transaction.addEventListener('complete', () => tell(numbers.join()))
      return arguments.length > 1 ? store.call(this, value, key) : store.call(this, value)
    }
  }
}`

/** Lets `writeBare()` store the number 0 with nothing around it: what takes the browser longer, no tracker can be quicker at. */
export const bareWrite = `{
  const opening = indexedDB.open('bare')
  opening.onupgradeneeded = () => opening.result.createObjectStore('texts')
  globalThis.writeBare = () =>
    opening.result.transaction('texts', 'readwrite').objectStore('texts').put('{"number":0}', 'bare')
}`

/** Lets \`shiftClock(ms)\` set the page's clock as a person does, at any time; timers go on as they were. */
export const clock = `{
  const RealDate = Date
  let shift_ms = 0
  globalThis.shiftClock = (ms) => { shift_ms += ms }
  const now = () => RealDate.now() + shift_ms
  globalThis.Date = new Proxy(RealDate, {
    get: (target, key) => (key === 'now' ? now : target[key]),
    construct: (target, given) => (given.length === 0 ? new target(now()) : new target(...given)),
  })
}`

/** A browser without IndexedDB. */
export const indexedDbMissing = `Object.defineProperty(globalThis, 'indexedDB', { value: undefined })`

/** A browser that has IndexedDB and forbids it. */
export const indexedDbThrowing = `
  IDBFactory.prototype.open = () => { throw new DOMException('forbidden', 'SecurityError') }`

/** A browser in which IndexedDB does not answer, as where a page that was just creating the database was left. */
export const indexedDbHanging = `IDBFactory.prototype.open = () => new EventTarget()`

/** A browser whose IndexedDB answers when it is no longer waited for, as on a machine that has too much to do. */
export const indexedDbLate = `{
  const open = IDBFactory.prototype.open
  IDBFactory.prototype.open = function (name) {
    const late = { onupgradeneeded() {}, onsuccess() {} }
    setTimeout(() => {
      const opening = open.call(this, name)
      for (const told of ['onupgradeneeded', 'onsuccess']) {
        opening[told] = () => {
          late.result = opening.result
          late[told]()
        }
      }
    }, 4000)
    return late
  }
}`

/**
 * A disk that is full after so many writes: requests succeed, then their transaction fails, which is when a browser asks
 * for the room.
 */
export function indexedDbFull(writes: number): string {
  return `{
    let left = ${writes}
    const full = (transaction) => {
      Object.defineProperty(transaction, 'error', { value: new DOMException('full', 'QuotaExceededError') })
      transaction.abort()
    }
    for (const name of ['put', 'add']) {
      const store = IDBObjectStore.prototype[name]
      IDBObjectStore.prototype[name] = function (...given) {
        const request = store.apply(this, given)
        if (left-- <= 0) request.addEventListener('success', () => full(this.transaction), { once: true })
        return request
      }
    }
  }`
}

/** A browser that forbids localStorage. */
export const localStorageThrowing = `
  Object.defineProperty(globalThis, 'localStorage', {
    get: () => { throw new DOMException('forbidden', 'SecurityError') },
  })`

/** A page that sends 60 of the 64 KiB that keepalive requests may hold at a time, to where no answer comes from. */
export const keepaliveUsedUp = `
  fetch('/hanging', { method: 'POST', keepalive: true, body: 'x'.repeat(60 * 1024) }).catch(() => {})`

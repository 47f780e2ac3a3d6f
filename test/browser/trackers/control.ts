import type { Start } from './tracker'

// What a careful programmer writes in an afternoon: it holds the harness to account, and the tracker of this package to
// more than that. Append, send in order, remove what was acknowledged, try again each second.

interface Row {
  readonly id: string
  readonly [field: string]: unknown
}

const keepalive_bytes = 60_000
const opening_ms = 3000

function promised<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result)
    request.onerror = () => failed(request.error)
  })
}

type Rows = (mode?: IDBTransactionMode) => IDBObjectStore

/** Rejects where the database does not open in time: one whose creation a page left for another may never do so. */
async function openRows(): Promise<Rows> {
  const request = indexedDB.open('control')
  request.onupgradeneeded = () => request.result.createObjectStore('rows', { autoIncrement: true })
  const late = new Promise<never>((_, failed) => setTimeout(failed, opening_ms, new Error('IndexedDB does not open')))
  const database = await Promise.race([promised(request), late])
  return (mode) => database.transaction('rows', mode).objectStore('rows')
}

async function append(rows: Rows, row: Row): Promise<void> {
  const store = rows('readwrite')
  store.add(row)
  // Without this the browser commits only once the page has heard that the row was added: too late where it is closing.
  store.transaction.commit()
  await new Promise((done, failed) => {
    store.transaction.oncomplete = done
    store.transaction.onabort = () => failed(store.transaction.error)
  })
}

/** A tracker of some sixty lines on IndexedDB. */
export const start: Start = (endpoint) => {
  const page_id = crypto.randomUUID()
  const opening = openRows()
  // This page's own: what is not acknowledged, and of that what could not be stored.
  const open = new Map<string, Row>()
  const unstored = new Map<string, Row>()
  // What is on its way out: a page that closes is told to leave twice.
  const leaving = new Set<string>()
  let seq = 0
  let batch_size = 100
  let sending = false
  let quiet_until = 0

  const post = async (events: readonly Row[], keepalive: boolean) => {
    const body = JSON.stringify({ batch: crypto.randomUUID(), sent_at: Date.now(), events })
    const reply = await fetch(endpoint, { method: 'POST', body, keepalive, signal: AbortSignal.timeout(10_000) })
    await reply.text()
    if (reply.status === 413) batch_size = Math.ceil(events.length / 2)
    if (reply.status === 429) quiet_until = performance.now() + Number(reply.headers.get('retry-after')) * 1000
    if (!reply.ok && !(reply.status === 413 && events.length === 1)) throw new Error(String(reply.status))
    for (const { id } of events) {
      open.delete(id)
      unstored.delete(id)
    }
  }
  const sendStored = async (rows: Rows) => {
    for (;;) {
      const store = rows()
      const [keys, events] = await Promise.all([
        promised(store.getAllKeys(null, batch_size)),
        promised<Row[]>(store.getAll(null, batch_size)),
      ])
      if (keys.length === 0) return
      await post(events, false)
      rows('readwrite').delete(IDBKeyRange.bound(keys[0], keys.at(-1)))
    }
  }
  const send = async () => {
    if (sending || performance.now() < quiet_until) return
    sending = true
    try {
      const rows = await opening.catch(() => undefined)
      if (rows !== undefined) await sendStored(rows)
      while (unstored.size > 0) await post([...unstored.values()].slice(0, batch_size), false)
    } catch {
      // The next second tries again.
    }
    sending = false
  }
  const leave = () => {
    const events: Row[] = []
    let bytes = 0
    for (const row of open.values()) {
      bytes += JSON.stringify(row).length + 1
      if (bytes < keepalive_bytes && !leaving.has(row.id)) events.push(row)
    }
    if (events.length === 0) return
    for (const { id } of events) leaving.add(id)
    post(events, true)
      .catch(() => {})
      .then(() => leaving.clear())
  }
  setInterval(send, 1000)
  addEventListener('online', send)
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && leave())
  addEventListener('pagehide', leave)
  send()
  return {
    track(name, props) {
      const row = { id: crypto.randomUUID(), name, time: Date.now(), seq: seq++, page_id, props }
      open.set(row.id, row)
      opening
        .then((rows) => append(rows, row))
        .catch(() => unstored.set(row.id, row))
        .then(send)
    },
  }
}

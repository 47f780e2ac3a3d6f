import type { FakeDisk } from './disk'
import type { TabTurns } from './life'
import { FakeRequest, FakeTransaction } from './transaction'

/** Transactions that are to run, by database: one after the other. */
export type TransactionLines = Map<string, FakeTransaction[]>

class OpenRequest extends FakeRequest {
  onupgradeneeded: (() => void) | null | undefined
}

/**
 * The IndexedDB of a tab, as far as stores of texts by key go: no versions, indexes or cursors, and one transaction at a
 * time. All of a transaction is kept, or nothing; what a tab had committed is kept also when it is gone.
 */
export function createIndexedDb(
  { disk, lines }: { readonly disk: FakeDisk; readonly lines: TransactionLines },
  { life, soon }: TabTurns,
): Pick<IDBFactory, 'open' | 'databases' | 'deleteDatabase'> {
  const transactionOn = (name: string, [store, mode = 'readonly']: [string, IDBTransactionMode?]) => {
    const texts = disk.databases.get(name)?.get(store)
    if (!texts) throw new DOMException(`There is no store "${store}"`, 'NotFoundError')
    const line = lines.get(name) ?? []
    lines.set(name, line)
    const on_end = () => {
      const place = line.indexOf(made)
      if (place >= 0) line.splice(place, 1)
      if (place === 0) line[0]?.begin()
    }
    const made = new FakeTransaction({ disk, life, soon, texts, mode, on_end })
    // A tab that is gone asks for nothing any more, whatever code of it still runs here.
    if (life.is_over) return made
    line.push(made)
    if (line.length === 1) made.begin()
    return made
  }
  const connectionTo = (name: string) => ({
    name,
    createObjectStore: (store: string) => void disk.databases.get(name)?.set(store, new Map()),
    transaction: (...what: [string, IDBTransactionMode?]) => transactionOn(name, what),
    close: () => {},
  })
  const answer = (request: FakeRequest, act: () => void) =>
    soon(() => {
      if (life.is_over) return
      act()
      request.onsuccess?.()
    })
  return {
    open(name: string) {
      const request = new OpenRequest()
      answer(request, () => {
        request.result = connectionTo(name)
        if (disk.databases.has(name)) return
        disk.databases.set(name, new Map())
        request.onupgradeneeded?.()
      })
      return request as unknown as IDBOpenDBRequest
    },
    async databases() {
      return [...disk.databases.keys()].map((name) => ({ name, version: 1 }))
    },
    deleteDatabase(name: string) {
      const request = new OpenRequest()
      answer(request, () => void disk.databases.delete(name))
      return request as unknown as IDBOpenDBRequest
    },
  }
}

import { createStore, promisifyRequest } from 'idb-keyval'
import type { Store } from '../tracker/store'

/** A first step that takes longer than this will not end any more: some browsers never answer. */
const PATIENCE_MS = 3_000

/**
 * A store in IndexedDB: it keeps what was written at once, even where the browser is killed.
 *
 * @param name Of the database.
 * @throws whatever the browser throws where it has no IndexedDB or forbids it.
 */
export function createIdbStore(name: string): Store {
  const use = createStore(name, 'texts')
  let isOpen = false
  /** Gives up waiting for the first answer. */
  const inTime = <T>(answer: Promise<T>): Promise<T> => {
    if (isOpen) return answer
    return new Promise((resolve, reject) => {
      const timer = setTimeout(reject, PATIENCE_MS, new Error('IndexedDB does not answer'))
      answer
        .then((found) => {
          isOpen = true
          resolve(found)
        }, reject)
        .finally(() => clearTimeout(timer))
    })
  }
  return {
    update: (keys, change) =>
      inTime(
        use('readwrite', (store) => {
          const { transaction } = store
          const done = promisifyRequest(transaction)
          const texts: (string | undefined)[] = []
          let missing = keys.length
          const write = () => {
            try {
              const changes = change(texts)
              for (const key in changes) {
                const text = changes[key]
                if (text === undefined) store.delete(key)
                else store.put(text, key)
              }
              // Not waiting for the answers: a page that is gone the next moment would not hear them.
              transaction.commit?.()
            } catch (error) {
              transaction.abort()
              throw error
            }
          }
          keys.forEach((key, i) => {
            const request = store.get(key)
            request.onsuccess = () => {
              texts[i] = textOf(request.result)
              if (!--missing) write()
            }
          })
          if (!missing) write()
          return done
        }),
      ).then(() => undefined),
    // Event ids are hexadecimal; what comes from `~` on is the tracker's own.
    keys: () =>
      inTime(use('readonly', (store) => promisifyRequest(store.getAllKeys(IDBKeyRange.upperBound('~', true))))).then(
        (keys) => keys.filter((key) => typeof key === 'string'),
      ),
    read: (keys) =>
      inTime(use('readonly', (store) => Promise.all(keys.map((key) => promisifyRequest(store.get(key)).then(textOf))))),
  }
}

/** What is there and is no text reads as an empty one. */
function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || value === undefined ? value : ''
}

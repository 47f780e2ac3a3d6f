import { createStore, promisifyRequest, type UseStore } from 'idb-keyval'
import type { Store } from '../tracker/store'

/** A database that takes longer to open will not do so any more: some browsers never answer. */
const PATIENCE_MS = 3_000

/**
 * A store in IndexedDB: it keeps what was written at once, even where the browser is killed. Where the database does not
 * open in time nothing is written ever after, as another store has taken over.
 *
 * @param name Of the database.
 * @throws whatever the browser throws where it has no IndexedDB or forbids it.
 */
export function createIdbStore(name: string): Store {
  const database = createStore(name, 'texts')
  let opened: Promise<unknown> | undefined
  const use: UseStore = async (mode, act) => {
    opened ??= new Promise((resolve, reject) => {
      const timer = setTimeout(reject, PATIENCE_MS, new Error('IndexedDB does not answer'))
      database('readonly', () => {})
        .then(resolve, reject)
        .then(() => clearTimeout(timer))
    })
    await opened
    return database(mode, act)
  }
  return {
    update: (keys, change) =>
      use('readwrite', (store) => {
        const { transaction } = store
        const done = promisifyRequest(transaction)
        const write = ({ texts, gone }: Found) => {
          try {
            const changes = change(texts)
            // One step for all that go, where nothing else lies between them.
            const isOne = gone?.keys.every((key) => key in changes && changes[key] === undefined)
            if (isOne) store.delete(gone!.range)
            for (const key in changes) {
              const text = changes[key]
              if (text !== undefined) store.put(text, key)
              else if (!isOne || key >= '~') store.delete(key)
            }
            // Not waiting for the answers: a page that is gone the next moment would not hear them.
            transaction.commit?.()
          } catch (error) {
            transaction.abort()
            throw error
          }
        }
        if (keys[0])
          find(store, keys)
            .then(write)
            .catch(() => {})
        else write({ texts: keys })
        return done
      }),
    // Event ids are hexadecimal; what comes from `~` on is the tracker's own.
    keys: () =>
      use('readonly', (store) => {
        const keys = promisifyRequest(store.getAllKeys(IDBKeyRange.upperBound('~', true)))
        endReading(store)
        return keys
      }).then((keys) => keys.filter((key) => typeof key === 'string')),
    read: (keys) => use('readonly', (store) => find(store, keys).then(({ texts }) => texts)),
  }
}

/** What was found under some keys. */
interface Found {
  /** In the order of the keys. */
  readonly texts: readonly (string | undefined)[]
  /** All there is between the first and the last key of an event, where that was asked for. */
  readonly gone?: { readonly range: IDBKeyRange; readonly keys: readonly string[] } | undefined
}

/**
 * Reads texts. Events lie side by side, and a request costs the page as much for one as for a hundred: they are asked for
 * together, and alone are those that this did not reach, since others lie between.
 */
async function find(store: IDBObjectStore, keys: readonly string[]): Promise<Found> {
  const texts = new Map<string, unknown>()
  const events = keys.filter((key) => key < '~').sort()
  const most = events.length
  let range: IDBKeyRange | undefined
  let reach = ''
  if (most > 1) {
    const last = events[most - 1]!
    range = IDBKeyRange.bound(events[0], last)
    const [names, found] = await Promise.all([
      promisifyRequest(store.getAllKeys(range, most) as IDBRequest<string[]>),
      promisifyRequest(store.getAll(range, most)),
    ])
    names.forEach((name, i) => void texts.set(name, found[i]))
    reach = names.length < most ? last : names[most - 1]!
    if (reach < last) range = undefined
  }
  const gone = range && { range, keys: [...texts.keys()] }
  const rest = keys
    .filter((key) => key > reach)
    .map(async (key) => texts.set(key, await promisifyRequest(store.get(key))))
  endReading(store)
  await Promise.all(rest)
  return { texts: keys.map((key) => textOf(texts.get(key))), gone }
}

/** Nothing more is asked: a page that is frozen now, and so hears no answer, must not keep others from writing. */
function endReading({ transaction }: IDBObjectStore): void {
  if (transaction.mode === 'readonly') transaction.commit?.()
}

/** What is there and is no text reads as an empty one. */
function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || value === undefined ? value : ''
}

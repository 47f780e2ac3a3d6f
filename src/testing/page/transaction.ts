import { type FakeDisk, takeRoom } from './disk'
import { FakeKeyRange } from './key-range'
import type { TabTurns } from './life'

type Callback = (() => void) | null | undefined

/** A request of the database, answered in a turn of its own. */
export class FakeRequest {
  result: unknown
  error: unknown = null
  onsuccess: Callback
  onerror: Callback
}

/** What a transaction is done with. */
export interface TransactionPlace extends TabTurns {
  readonly disk: FakeDisk
  readonly texts: Map<string, unknown>
  readonly mode: IDBTransactionMode
  /** Told at its end. */
  readonly on_end: () => void
}

/** A transaction on one store: it ends when nothing is asked of it any more, is all or nothing, and has the store for itself. */
export class FakeTransaction {
  error: unknown = null
  oncomplete: Callback
  onabort: Callback
  onerror: Callback
  readonly #asked: { readonly request: FakeRequest; readonly act: () => unknown }[] = []
  readonly #undo: (() => void)[] = []
  #state: 'open' | 'committing' | 'over' = 'open'

  constructor(readonly place: TransactionPlace) {}

  get mode(): IDBTransactionMode {
    return this.place.mode
  }

  /** The store; each of its methods is answered later. */
  objectStore(): Record<string, unknown> {
    const { texts } = this.place
    const keys = (range?: FakeKeyRange | string, count = Number.POSITIVE_INFINITY) => {
      const all = [...texts.keys()].sort()
      return all.filter((key) => isWithin(key, range)).slice(0, count)
    }
    const remove = (range: FakeKeyRange | string | undefined) => {
      for (const key of keys(range)) this.#write(key, undefined)
    }
    const answering =
      <Args extends unknown[]>(act: (...args: Args) => unknown) =>
      (...args: Args) =>
        this.#ask(() => act(...args))
    return {
      transaction: this,
      get: answering((key: string) => texts.get(key)),
      getAllKeys: answering(keys),
      getAll: answering((range?: FakeKeyRange | string, count?: number) =>
        keys(range, count).map((key) => texts.get(key)),
      ),
      put: answering((value: unknown, key: string) => this.#write(key, structuredClone(value))),
      delete: answering(remove),
      clear: answering(() => remove(undefined)),
    }
  }

  /** Ends once all that was asked is done, whether or not its tab lives to hear of it. */
  commit(): void {
    if (this.#state === 'open') this.#state = 'committing'
  }

  abort(): void {
    if (this.#state === 'over') throw new DOMException('The transaction is over', 'InvalidStateError')
    this.#giveUp(null)
  }

  /** Begins; whose turn it is not yet waits until then. */
  begin(): void {
    this.place.soon(() => this.#step())
  }

  #ask(act: () => unknown): FakeRequest {
    if (this.#state !== 'open') throw new DOMException('The transaction is over', 'TransactionInactiveError')
    const request = new FakeRequest()
    this.#asked.push({ request, act })
    return request
  }

  #step(): void {
    if (this.#state === 'over') return
    const { life } = this.place
    const isGone = life.is_over && this.#state !== 'committing'
    const next = isGone ? undefined : this.#asked.shift()
    if (!next) {
      if (isGone) this.#giveUp(null)
      else this.#complete()
      return
    }
    const { request } = next
    try {
      request.result = next.act()
      if (!life.is_over) request.onsuccess?.()
      this.begin()
    } catch (error) {
      request.error = error
      if (!life.is_over) request.onerror?.()
      this.#giveUp(error)
    }
  }

  #write(key: string, value: unknown): string {
    const { texts, disk, mode } = this.place
    if (mode === 'readonly') throw new DOMException('The transaction only reads', 'ReadOnlyError')
    const before = texts.get(key)
    takeRoom(disk, before, value)
    this.#undo.unshift(() => (before === undefined ? texts.delete(key) : texts.set(key, before)))
    if (value === undefined) texts.delete(key)
    else texts.set(key, value)
    return key
  }

  #complete(): void {
    this.#end()
    if (!this.place.life.is_over) this.oncomplete?.()
  }

  #giveUp(error: unknown): void {
    this.error = error
    for (const undo of this.#undo) undo()
    this.#end()
    if (!this.place.life.is_over) this.place.soon(() => this.onabort?.())
  }

  #end(): void {
    this.#state = 'over'
    this.place.on_end()
  }
}

function isWithin(key: string, range: FakeKeyRange | string | undefined): boolean {
  if (range === undefined) return true
  return range instanceof FakeKeyRange ? range.includes(key) : range === key
}

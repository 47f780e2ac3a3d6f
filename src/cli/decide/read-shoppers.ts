import type { Engine } from '../../engine/compile'
import type { ShopEvent } from '../../vocabulary/event-types'
import type { Input } from '../input/input'
import { type ReadOptions, readEvents } from '../input/read-events'
import { Report } from '../report/report'
import { type DecisionRow, decisionRow, sortIds } from './decision-row'
import { ShopperBook } from './shopper-book'

/** What to read shoppers for. */
export interface ReadShoppersOptions extends ReadOptions {
  readonly engine: Engine
  /** The instant to answer for, ms; undefined for that of the latest event. */
  readonly now?: number | undefined
  /** Whether it will be asked when answers change. */
  readonly changes?: boolean | undefined
  /** Only this shopper is wanted. */
  readonly only?: string | undefined
  /** Called with each event that is folded, its shopper and visit being known. */
  readonly onFold?: ((event: ShopEvent) => void) | undefined
}

/** Reads logs into shoppers who can be asked. */
export async function readShoppers(inputs: readonly Input[], options: ReadShoppersOptions): Promise<ShopperBook> {
  const { engine, now, changes = false, only, onFold } = options
  const book = new ShopperBook({ engine, now, keeps_future: changes, only, onFold })
  await readEvents(inputs, options, (event, is_open) => book.add(event, is_open))
  // What is wrong has been told already.
  const again = { ...options, report: new Report(), onProgress: undefined }
  await book.finish((sink) => readEvents(inputs, again, sink))
  return book
}

/** One row a shopper, in the order of their ids. */
export function* decisionRows(book: ShopperBook, changes: boolean): Generator<DecisionRow> {
  const { now } = book
  if (now === undefined) return
  for (const id of sortIds(book.ids())) yield decisionRow(id, book.take(id)!, now, changes)
}

import type { Shopper } from '../../engine/shopper'
import type { ShopEvent } from '../../vocabulary/event-types'
import type { Input } from '../input/input'
import { type EventSink, type ReadOptions, readEvents } from '../input/read-events'
import { Report } from '../input/report'
import { type DecisionRow, decisionRow, sortIds } from './decision-row'
import { type Keeper, ShopperBook } from './shopper-book'

/** What to read shoppers for. */
export interface ReadShoppersOptions<Kept extends Keeper> extends ReadOptions {
  /** Makes what is kept of a shopper. */
  readonly engine: { readonly shopper: () => Kept }
  /** The instant to answer for, ms; undefined for that of the latest event. */
  readonly now?: number | undefined
  /** Whether it will be asked when answers change. */
  readonly changes?: boolean | undefined
  /** Only this shopper is wanted. */
  readonly only?: string | undefined
  /** Called with each event that is folded, its shopper and visit being known. */
  readonly onFold?: ((event: ShopEvent) => void) | undefined
  /** Called with the name of each event of the log that is read, whoever's it is and whenever it was. */
  readonly onName?: ((name: string) => void) | undefined
  /** Only events before this instant are read, ms: whose an event is and of which visit is told without the later ones. */
  readonly before?: number | undefined
}

/** Reads logs into shoppers who can be asked, or into whatever else is kept of each. */
export async function readShoppers<Kept extends Keeper = Shopper>(
  inputs: readonly Input[],
  options: ReadShoppersOptions<Kept>,
): Promise<ShopperBook<Kept>> {
  const { engine, now, changes = false, only, onFold, onName, before = Number.POSITIVE_INFINITY } = options
  const book = new ShopperBook({ engine, now, keeps_future: changes, only, onFold })
  const early = (sink: EventSink): EventSink => {
    return (event, is_open) => {
      if (event.time < before) sink(event, is_open)
    }
  }
  await readEvents(
    inputs,
    options,
    early((event, is_open) => {
      onName?.(event.name)
      book.add(event, is_open)
    }),
  )
  // What is wrong has been told already.
  const again = { ...options, report: new Report(), onProgress: undefined }
  await book.finish((sink) => readEvents(inputs, again, early(sink)))
  return book
}

/**
 * One row a shopper, in the order of their ids.
 *
 * @param asked The shopper to ask in the place of each that was read.
 */
export function* decisionRows(
  book: ShopperBook,
  changes: boolean,
  asked = (shopper: Shopper): Shopper => shopper,
): Generator<DecisionRow> {
  const { now } = book
  if (now === undefined) return
  for (const id of sortIds(book.ids())) yield decisionRow(id, asked(book.take(id)!), now, changes)
}

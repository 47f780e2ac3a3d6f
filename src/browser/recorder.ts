import { trafficSource } from '../sessions/source'
import { reconcileCart } from '../tracker/cart'
import type { Items } from '../tracker/item-store'
import { LIBRARY } from '../tracker/library'
import { parseJson } from '../tracker/parse-json'
import type { Plugins } from '../tracker/plugins'
import type { Reporter } from '../tracker/reporter'
import type { WireEvent } from '../tracker/wire-event'
import type { Call } from './calls'
import type { PageContext } from './page-context'
import type { Person } from './person'
import type { PageView } from './watch-pages'

/** Options of {@link createRecorder}. */
export interface RecorderOptions {
  readonly person: Person
  readonly items: Items
  readonly new_id: (time: number) => string
  readonly contextOf: (view: PageView) => PageContext
  readonly plugins: Pick<Plugins, 'enrich'>
  readonly report: Pick<Reporter, 'problems'>
  /** Told when this is another shopper from now on. */
  readonly on_new_visitor: () => void
}

/** Where the cart is kept between pages. */
export const CART = '~cart'

/**
 * Makes events of calls: says whose each is, in which visit and on which page, and has the plugins add to it. Gives none for
 * a call that says who the shopper is, or a cart in which nothing has changed.
 */
export function createRecorder(options: RecorderOptions): (call: Call) => WireEvent[] {
  const { person, items, new_id, contextOf, plugins, report, on_new_visitor } = options
  let seq = 0
  let sourced = ''

  const record = ({ time, view }: Call, { name, props, products }: NonNullable<Call['event']>): WireEvent => {
    // Where a page's reader came from is said once: a visit that begins later on the same page came from nowhere.
    const isFirst = sourced !== view.page_id
    sourced = view.page_id
    const landing = isFirst ? trafficSource({ url: view.url, referrer: view.referrer }) : undefined
    const { source: found, ...who } = person.stamp(time, landing)
    const { click_ids, channel, ...campaign } = found ?? {}
    return plugins.enrich({
      id: new_id(time),
      name,
      time,
      seq: seq++,
      ...who,
      page_id: view.page_id,
      props,
      products,
      context: {
        ...contextOf(view),
        ...(found && { campaign, click_ids, channel }),
      },
      library: LIBRARY,
    } as WireEvent)
  }

  const recordCart = (call: Call, { lines, props }: NonNullable<Call['cart']>): WireEvent[] => {
    const { cart, added, removed, cart_value, problems } = reconcileCart(parseJson(items.getItem(CART)), lines)
    report.problems('cart', problems)
    items.setItem(CART, JSON.stringify(cart))
    const worth = cart_value === undefined ? props : { ...props, cart_value }
    return [
      ...removed.map((line) => record(call, { name: 'product_removed', props: worth, products: [line] })),
      ...added.map((line) => record(call, { name: 'product_added', props: worth, products: [line] })),
    ]
  }

  return (call) => {
    const { event, cart } = call
    // What was bought leaves the cart, and is not taken out of it: only what there is more of stays.
    if (event?.name === 'order_completed')
      items.setItem(CART, JSON.stringify(reconcileCart(event.products, parseJson(items.getItem(CART))).added))
    if (event) return [record(call, event)]
    if (cart) return recordCart(call, cart)
    if (person.identify(call.user_id, call.anew)) on_new_visitor()
    return []
  }
}

import { h } from '../dom'
import { known } from '../personalise/known'
import { replaceAddress } from '../router'
import { isReduced } from '../shop/catalogue'
import { COLOURS } from '../shop/colours'
import type { Product } from '../shop/product'
import { ratingOf } from '../shop/reviews'
import { tracker } from '../tracking'
import { productCard } from './product-card'
import { why } from './why'

/** Options of {@link productBrowser}. */
export interface BrowserOptions {
  readonly products: readonly Product[]
  readonly list_id: string
}

const SORTS = {
  '': 'Our choice',
  price_asc: 'Price, lowest first',
  price_desc: 'Price, highest first',
  newest: 'Newest',
  rating: 'Best rated',
} as const

type Sort = keyof typeof SORTS

const PRICES: Readonly<Record<string, readonly [label: string, from: number, to: number]>> = {
  '': ['Any price', 0, Number.POSITIVE_INFINITY],
  'to-50': ['Up to €50', 0, 50],
  '50-150': ['€50 to €150', 50, 150],
  'from-150': ['€150 and more', 150, Number.POSITIVE_INFINITY],
}

interface Choice {
  readonly sort: Sort
  readonly price: string
  readonly colour: string
  readonly reduced: boolean
}

/** Products with filters and an order, which stand behind the # of the address: so it is the same page, and can be shared. */
export function productBrowser({ products, list_id }: BrowserOptions): HTMLElement {
  let choice = readChoice(location.hash)
  const grid = h('ul', { class: 'cards grid' })
  const status = h('div', { class: 'list-status', role: 'status' })
  const draw = () => {
    const found = arrange(products, choice)
    const cards = found.map((product, i) =>
      h('li', {}, productCard(product, { list_id, position: i + 1, isFirst: i < 4 })),
    )
    grid.replaceChildren(...cards)
    status.replaceChildren(h('p', {}, found.length === 1 ? 'One thing' : `${found.length} things`), ...saleNote(choice))
  }
  const change = (part: Partial<Choice>) => {
    choice = { ...choice, ...part }
    const { sort } = choice
    replaceAddress(`${location.pathname}${location.search}${hashOf(choice)}`)
    const filters = filtersOf(choice)
    tracker.track('list_filtered', { ...(sort && { sort }), ...(filters && { filters }) })
    draw()
  }
  draw()
  return h(
    'section',
    { class: 'browser', 'aria-label': 'Products' },
    toolbar(products, choice, change),
    status,
    h('h2', { class: 'hidden' }, 'Products'),
    grid,
  )
}

/** Where nobody has asked for another order, who hunts for bargains finds what is reduced first. */
function arrange(products: readonly Product[], { sort, price, colour, reduced }: Choice): Product[] {
  const [, from, to] = PRICES[price]!
  const fits = (product: Product) =>
    product.price >= from &&
    product.price <= to &&
    (!colour || product.colours.some(({ id }) => id === colour)) &&
    (!reduced || isReduced(product))
  const found = products.filter(fits)
  if (sort === 'price_asc') return found.sort((a, b) => a.price - b.price)
  if (sort === 'price_desc') return found.sort((a, b) => b.price - a.price)
  if (sort === 'newest') return found.sort((a, b) => b.rank_new - a.rank_new)
  if (sort === 'rating') return found.sort((a, b) => ratingOf(b.id).mean - ratingOf(a.id).mean)
  return known.isDue('sale_first') ? found.sort((a, b) => Number(isReduced(b)) - Number(isReduced(a))) : found
}

function saleNote({ sort }: Choice): HTMLElement[] {
  const due = known.isDue('sale_first')
  if (!due || sort) return []
  const note = h(
    'div',
    { class: 'line', 'data-treatment': due.treatment },
    h('p', {}, 'What is reduced comes first for you.'),
    why(due),
  )
  return [note]
}

function toolbar(products: readonly Product[], choice: Choice, change: (part: Partial<Choice>) => void): HTMLElement {
  const value = (event: Event) => (event.target as HTMLSelectElement).value
  const ids = [...new Set(products.flatMap(({ colours }) => colours.map(({ id }) => id)))]
  const colours = {
    '': 'Any colour',
    ...Object.fromEntries(ids.map((id) => [id, COLOURS[id as keyof typeof COLOURS].name])),
  }
  const prices = Object.fromEntries(Object.entries(PRICES).map(([key, [label]]) => [key, label]))
  return h(
    'form',
    { class: 'toolbar', 'aria-label': 'Filter and sort', onsubmit: (event) => event.preventDefault() },
    select('Price', prices, choice.price, (event) => change({ price: value(event) })),
    select('Colour', colours, choice.colour, (event) => change({ colour: value(event) })),
    h(
      'label',
      { class: 'check' },
      h('input', {
        type: 'checkbox',
        checked: choice.reduced,
        onchange: (event) => change({ reduced: (event.target as HTMLInputElement).checked }),
      }),
      'Reduced only',
    ),
    select('Sort by', SORTS, choice.sort, (event) => change({ sort: value(event) as Sort })),
  )
}

function select(
  label: string,
  options: Readonly<Record<string, string>>,
  chosen: string,
  onchange: (event: Event) => void,
) {
  const all = Object.entries(options).map(([value, text]) => h('option', { value, selected: value === chosen }, text))
  return h('label', { class: 'choose' }, h('span', {}, label), h('select', { onchange }, ...all))
}

function readChoice(hash: string): Choice {
  const said = new URLSearchParams(hash.slice(1))
  const [sort, price, colour] = ['sort', 'price', 'colour'].map((name) => said.get(name) ?? '') as [
    string,
    string,
    string,
  ]
  return {
    sort: Object.hasOwn(SORTS, sort) ? (sort as Sort) : '',
    price: Object.hasOwn(PRICES, price) ? price : '',
    colour: Object.hasOwn(COLOURS, colour) ? colour : '',
    reduced: said.has('reduced'),
  }
}

function hashOf({ sort, price, colour, reduced }: Choice): string {
  const said = Object.entries({ sort, price, colour, reduced: reduced ? '1' : '' }).filter(([, value]) => value)
  return said.length ? `#${new URLSearchParams(said)}` : ''
}

/** The filters as they are tracked: one text. */
function filtersOf({ price, colour, reduced }: Choice): string {
  const said = Object.entries({ price, colour, reduced: reduced ? 'yes' : '' }).filter(([, value]) => value)
  return said.map(([name, value]) => `${name}:${value}`).join()
}

/** Where the shopper is. */
export interface Place {
  readonly path: string
  /** What the address names: of `/products/:id` the `id`. */
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
}

/** A page of the shop. */
export interface Page {
  readonly title: string
  readonly node: HTMLElement
  /** Whether it may be drawn again once more is known of the shopper: nothing on it has been typed or chosen by then. */
  readonly isFluid?: boolean
  /** Tracks what is seen: called once each time that the shopper comes to the page, and not when it is drawn again. */
  readonly viewed?: () => void
}

/** Makes a page; undefined where there is none at that place. */
export type PageMaker = (place: Place) => Page | undefined

let show: (isNew: boolean) => void = () => {}

/** Goes to an address of the shop. */
export function go(address: string): void {
  history.pushState(null, '', address)
  show(true)
}

/** Puts another address in the place of this one, as where a filter changes: it is the same page. */
export function replaceAddress(address: string): void {
  history.replaceState(null, '', address)
}

/** Draws the page anew, which is the same page. */
export function redraw(): void {
  show(false)
}

/** Finds the page of an address. */
export function findPage(
  routes: Readonly<Record<string, PageMaker>>,
  { pathname, search }: Location,
): Page | undefined {
  const parts = pathname.split('/').filter(Boolean)
  for (const [pattern, make] of Object.entries(routes)) {
    const params = match(pattern.split('/').filter(Boolean), parts)
    if (params) return make({ path: pathname, params, query: new URLSearchParams(search) })
  }
  return undefined
}

function match(pattern: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== parts.length) return undefined
  const params: Record<string, string> = {}
  for (const [i, part] of pattern.entries()) {
    if (part.startsWith(':')) params[part.slice(1)] = parts[i]!
    else if (part !== parts[i]) return undefined
  }
  return params
}

/** Follows links within the shop without loading the page again. */
export function startRouter(onPlace: (isNew: boolean) => void): void {
  show = onPlace
  addEventListener('popstate', () => show(true))
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest?.('a[href^="/"]')
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
    if (!link || !isPlain || event.defaultPrevented) return
    event.preventDefault()
    go(link.getAttribute('href')!)
  })
  show(true)
}

import { listen } from './listen'
import { pageKey } from './page-key'
import { wrapHistory } from './wrap-history'

/** A view of a page. */
export interface PageView {
  readonly page_id: string
  /** The address as it is, personal data and all: what is stored or sent goes through `cleanUrl` first. */
  readonly url: string
  /** The document's title; absent while it may still be that of the page before. */
  readonly title?: string
  /** The address of the page before: `document.referrer` on a load, after that the shop's own last address. */
  readonly referrer: string
  /** When the page came into view, in milliseconds since the epoch. */
  readonly time: number
  /** How it came into view; `restore` is from the back/forward cache. */
  readonly cause: 'load' | 'navigation' | 'restore'
}

/** Options of {@link watchPages}. */
export interface WatchPagesOptions {
  readonly window: Window
  /** Time. `after` is asked for one timer a client-side navigation, to wait for the title, and for no other. */
  readonly clock: {
    /** Milliseconds since the epoch. */
    readonly now: () => number
    /** Acts after some milliseconds; gives what cancels it. */
    readonly after: (ms: number, act: () => void) => () => void
  }
  /** Makes the ids of page views. */
  readonly create_page_id: () => string
  /** Told of each page view, once. Must not throw: it may be called inside the shop's call to `history.pushState`. */
  readonly on_page: (view: PageView) => void
  /**
   * Whether the part after `#` names a page.
   * @default false
   */
  readonly hash_routes?: boolean | undefined
}

/** What {@link watchPages} gives. */
export interface PageWatch {
  /**
   * The page in view, with its title as it is now. `on_page` is called first where it was not told of this page yet, so
   * that a page's view comes before its events. A page that is being prerendered has an id, and is not told before it is
   * seen. Ask at the page's exit too, or the view of a page that was left at once is never told.
   */
  readonly current: () => PageView
  /** Removes every listener and puts `history` back; a view that was not told stays so. */
  readonly stop: () => void
}

/** The parts of the Navigation API that are used here; TypeScript's DOM types do not know it yet. */
interface Navigation extends EventTarget {
  /** `null` where the browser tells this document nothing, such as in a sandboxed frame. */
  readonly currentEntry: object | null
}

/** Until when a page's title is waited for: single-page shops set it with, or after, what they draw. */
const TITLE_DELAY_MS = 300

/**
 * Watches for views of pages: the load (of a prerendered page once it is seen), client-side navigations, and returns from
 * the back/forward cache. An address that differs in the order of its query, in campaign parameters, or after `#` alone
 * is no other page (`pageKey`). Where the address is replaced before the view was told, that was a redirect: one view,
 * of where it led.
 *
 * Uses the Navigation API where the browser has it, and else wraps `history.pushState` and `replaceState`.
 *
 * @example
 * const pages = watchPages({ window, clock, create_page_id, on_page: (view) => console.log(view.url) })
 * pages.current().page_id
 * pages.stop()
 */
export function watchPages(options: WatchPagesOptions): PageWatch {
  const { window, clock, create_page_id, on_page } = options
  const { history, location, navigation } = window as Window & { readonly navigation?: Navigation }
  const document: Document & { readonly prerendering?: boolean } = window.document
  let view: PageView
  let key: string
  let isUntold: boolean
  /** A title that may be that of the page before. */
  let oldTitle: string | undefined
  let cancel = () => {}

  const open = (cause: PageView['cause'], referrer: string) => {
    cancel()
    isUntold = true
    view = { page_id: create_page_id(), url: location.href, referrer, time: clock.now(), cause }
  }
  const tell = () => {
    const { title } = document
    if (title !== (view.title ?? oldTitle)) view = { ...view, title }
    if (isUntold && !document.prerendering) {
      isUntold = false
      on_page(view)
    }
    return view
  }
  const settle = () => {
    oldTitle = undefined
    tell()
  }
  const move = (isReplaced: boolean) => {
    const before = key
    key = pageKey(location.href, options)
    if (key === before) return
    if (isUntold && (isReplaced || document.prerendering)) {
      view = { ...view, url: location.href }
      return
    }
    open('navigation', tell().url)
    oldTitle = document.title
    cancel = clock.after(TITLE_DELAY_MS, settle)
  }

  open('load', document.referrer)
  key = pageKey(location.href, options)
  // Not at once, so that whoever is told has got `current` by then.
  queueMicrotask(tell)

  const onShow = ({ persisted }: PageTransitionEvent) => {
    if (persisted) open('restore', tell().referrer)
    // The prerendered page is seen. The third is the `pageshow` of a load, which says nothing.
    else if (persisted !== false) view = { ...view, time: clock.now() }
    else return
    settle()
  }
  // Captured, as what happens to the document need not rise to the window.
  const stops = [listen(window, 'pageshow prerenderingchange', onShow, true)]
  if (navigation?.currentEntry) {
    const onChange = (event: Event & { readonly navigationType?: string }) => move(event.navigationType === 'replace')
    stops.push(listen(navigation, 'currententrychange', onChange))
  } else {
    const push = () => move(false)
    stops.push(
      listen(window, 'popstate', push),
      wrapHistory(history, 'pushState', push),
      wrapHistory(history, 'replaceState', () => move(true)),
    )
  }

  const stop = () => {
    isUntold = false
    cancel()
    for (const each of stops) each()
  }
  return { current: tell, stop }
}

import { clean } from '../sessions/query-values'
import { type CleanUrlOptions, cleanUrl, redactEmails } from '../vocabulary/clean-url'
import type { PageView } from './watch-pages'

/** What a page says of the circumstances of its events; a field that is absent is unknown. */
export interface PageContext {
  readonly page: {
    /** Cleaned, as `referrer` is. */
    readonly url: string
    /** Where `#` names a page, that part of it is part of the path: `/shop#/cart`. */
    readonly path?: string
    readonly title?: string
    readonly referrer?: string
    /** The query, with its `?`. */
    readonly search?: string
  }
  /** A BCP 47 language tag: `de-AT`. */
  readonly locale?: string
  /** An IANA time zone: `Europe/Vienna`. */
  readonly timezone?: string
  /** The screen in CSS pixels: `1920x1080`. */
  readonly screen: string
}

/** Options of {@link createPageContext}. */
export interface PageContextOptions extends CleanUrlOptions {
  readonly window: Window
}

/** Characters of a title that are kept. */
const MAX_TITLE_LENGTH = 512

/**
 * Makes a reader of the context of events. It looks once at each page view, and at the time zone once at all: half a
 * millisecond each time is dear for every event.
 *
 * @example
 * const contextOf = createPageContext({ window })
 * contextOf(pages.current()).page.path // '/cart'
 */
export function createPageContext(options: PageContextOptions): (view: PageView) => PageContext {
  const { navigator, screen } = options.window
  let timezone: string | undefined
  let last: PageView | undefined
  let context: PageContext
  return (view) => {
    if (view === last) return context
    last = view
    timezone ??= timeZone()
    const url = cleanUrl(view.url, options)
    const [, path = '', search, hash = ''] = /^[^/]*\/\/[^/?#]*([^?#]*)(\?[^#]*)?(#[^?]*)?/.exec(url) ?? []
    context = present({
      page: present({
        url,
        path: path + hash,
        title: redactEmails(clean(view.title, MAX_TITLE_LENGTH)),
        referrer: cleanUrl(view.referrer, options),
        search,
      }),
      locale: navigator.language,
      timezone,
      screen: `${screen.width}x${screen.height}`,
    }) as PageContext
    return context
  }
}

/** The first look at `Intl` costs a page some twenty milliseconds, and `Temporal`, where there is one, none. */
function timeZone(): string {
  const { Temporal } = globalThis as { readonly Temporal?: { readonly Now: { timeZoneId(): string } } }
  return Temporal?.Now.timeZoneId() ?? Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** Takes the fields that are empty out. */
function present<Fields extends object>(fields: Fields): Fields {
  for (const name in fields) if (!fields[name]) delete fields[name]
  return fields
}

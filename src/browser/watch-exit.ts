import { listen } from './listen'

/**
 * Acts when the page is hidden or left, once for each hiding. On phones the first `visibilitychange` to hidden is often the
 * last event that a page gets. A page that is left while it is seen gets one right after its `pagehide`
 * (https://html.spec.whatwg.org/#unload-a-document), so that what a shop does on `pagehide` is done by then; `pagehide` itself
 * counts for a page that was never seen.
 *
 * @param isFirst Whether to act before those who did not ask for this.
 * @returns Stops listening.
 *
 * @example
 * const stop = onExit(window, () => sendTheRest())
 */
export function onExit(window: Window, act: () => void, isFirst = false): () => void {
  let isGone = false
  const check = ({ type }: Event) => {
    const isHidden = type !== 'pageshow' && window.document.hidden
    if (isHidden && !isGone) act()
    isGone = isHidden
  }
  return listen(window, 'visibilitychange pagehide pageshow', check, isFirst)
}

/**
 * Acts when the page may be able to send again: seen again, restored from the back/forward cache, online again, or thawed
 * (`resume`). Several of these may come for one return.
 *
 * @returns Stops listening.
 *
 * @example
 * const stop = onReturn(window, () => sender.wake())
 */
export function onReturn(window: Window, act: () => void): () => void {
  const check = ({ type, persisted }: PageTransitionEvent) => {
    if (persisted !== false && (type !== 'visibilitychange' || !window.document.hidden)) act()
  }
  // Captured, as `resume` does not rise from the document to the window.
  return listen(window, 'visibilitychange resume pageshow online', check, true)
}

import { listen } from './listen'

/**
 * Acts when the page is hidden or left: once for each hiding, at the first sign of it. On phones `visibilitychange` is
 * often the last event that a page gets, while one that is left by a link gets `pagehide` first.
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
    const leaves = type === 'pagehide' || (type !== 'pageshow' && window.document.visibilityState === 'hidden')
    if (leaves && !isGone) act()
    isGone = leaves
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
    if (persisted !== false && (type !== 'visibilitychange' || window.document.visibilityState === 'visible')) act()
  }
  // Captured, as `resume` does not rise from the document to the window.
  return listen(window, 'visibilitychange resume pageshow online', check, true)
}

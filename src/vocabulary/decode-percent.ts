/**
 * A text with its percent-encoding undone; what is broken of it stays as it is written.
 *
 * @example
 * decodePercent('100%25%') // '100%%'
 */
export function decodePercent(text: string): string {
  return text.replace(/(%[\da-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run)
    } catch {
      return run
    }
  })
}

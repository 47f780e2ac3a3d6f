/**
 * A listener of the shop's whose mistakes harm nobody: what it throws, or rejects with, is let go.
 *
 * @example
 * const tell = safely(on_error)
 * tell(new Error('disk full'))
 */
export function safely<Args extends unknown[]>(tell: (...args: Args) => void): (...args: Args) => void {
  return (...args) => {
    try {
      Promise.resolve(tell(...args) as unknown).catch(() => {})
    } catch {
      // Whom to tell that telling failed?
    }
  }
}

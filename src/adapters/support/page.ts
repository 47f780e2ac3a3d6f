/**
 * What scripts of a page share by name: `window`, which is the global object in a browser; in a made-up tab it is the tab's own.
 *
 * @example
 * ```ts
 * const { gtag } = page()
 * ```
 */
export function page(): Record<string, unknown> {
  const world = globalThis as { window?: unknown }
  return (world.window ?? world) as Record<string, unknown>
}

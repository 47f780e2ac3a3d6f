/**
 * Throws for an option that cannot be used.
 *
 * @param option Its name.
 * @param is What it is, and what was expected.
 *
 * @throws TypeError with code `invalid_tracker_options`, always.
 *
 * @example
 * refuseOption('batch_delay_ms', { found: -1, wanted: 'milliseconds from 0' })
 */
export function refuseOption(
  option: string,
  { found, wanted }: { readonly found: unknown; readonly wanted: string },
): never {
  const message = `Cannot create a tracker with "${option}": ${String(found)}, expected ${wanted}`
  throw Object.assign(new TypeError(message), { code: 'invalid_tracker_options' })
}

import type { Plugin } from './plugins'
import { refuseOption } from './refuse-option'

/**
 * Throws where options that every tracker has cannot be used.
 *
 * @throws TypeError with code `invalid_tracker_options`.
 *
 * @example
 * checkCommonOptions({ plugins: [{ name: 'shop' }], batch_delay_ms: 500 })
 */
export function checkCommonOptions({
  plugins = [],
  batch_delay_ms: found = 0,
}: {
  readonly plugins?: readonly Plugin<never>[] | undefined
  readonly batch_delay_ms?: number | undefined
}): void {
  if (!(found >= 0)) refuseOption('batch_delay_ms', { found, wanted: 'milliseconds from 0' })
  for (const plugin of plugins)
    if (!plugin?.name) refuseOption('plugins', { found: plugin, wanted: 'plugins with a name' })
}

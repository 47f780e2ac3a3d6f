import { join } from 'node:path'
import { root, runWell, tool } from '../../package/support/packed'

/** Where the site is built. */
export const SITE = join(root, 'site/.vitepress/dist')

/**
 * Builds the site as `npm run docs` does, once for all of its tests. That the reference is without a fault, which takes
 * half of the time, is for the command itself to say.
 */
export async function setup(): Promise<void> {
  await runWell(tool('typedoc'), ['--skipErrorChecking', '--validation', 'false'], root)
  await runWell(tool('vitepress'), ['build', 'site'], root)
}

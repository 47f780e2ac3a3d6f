import { access } from 'node:fs/promises'
import { glob } from 'tinyglobby'

/** What patterns are written with. */
const PATTERN = /[*?[\]{}]/

/**
 * Puts the files that a pattern such as `logs/*.ndjson.gz` matches into its place, in the order of their names. A name that there
 * is a file of stays what it is, whatever signs it has.
 *
 * @throws Error with code `log_unreadable` where a pattern matches no file.
 *
 * @example
 * await expandPatterns(['logs/2026-*.ndjson', 'today.ndjson']) // ['logs/2026-01.ndjson', 'logs/2026-02.ndjson', 'today.ndjson']
 */
export async function expandPatterns(names: readonly string[]): Promise<string[]> {
  const all: string[] = []
  for (const name of names) {
    if (!PATTERN.test(name) || (await isThere(name))) all.push(name)
    else all.push(...(await filesOf(name)))
  }
  return all
}

async function isThere(name: string): Promise<boolean> {
  return access(name).then(
    () => true,
    () => false,
  )
}

async function filesOf(pattern: string): Promise<string[]> {
  // Not relative to the folder that it is run in where it is not written so.
  const found = await glob(pattern, { expandDirectories: false, absolute: pattern.startsWith('/') })
  if (found.length) return found.sort()
  throw Object.assign(new Error(`Cannot read: ${pattern}: no file matches`), { code: 'log_unreadable' })
}

import type { Notes } from './notes'
import type { Source } from './source'

/**
 * Leaves out what people wrote. It may name anybody and say anything, so that it was there is told, and what it says is not.
 *
 * @example
 * ```ts
 * loseWritten(openSource({ note: 'call Ann' }, 'refund'), ['note'], notes)
 * notes.all().lost // [{ code: 'personal', path: 'refund.note', found: 'a string', wanted: 'no personal data' }]
 * ```
 */
export function loseWritten(source: Source | undefined, names: readonly string[], notes: Notes): void {
  for (const name of names) {
    const value = source?.take(name)
    if (value !== undefined) notes.lose(source!.pathOf(name), value, { code: 'personal' })
  }
}

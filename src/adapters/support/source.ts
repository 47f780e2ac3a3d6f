import type { Notes } from './notes'
import { looksPersonal, pathTo } from './personal'
import { isPlainObject, type Plain, type PlainObject } from './plain'

/**
 * An object of plain data that remembers what was taken of it, so that what nobody took can be reported: nothing vanishes
 * silently, whatever a table forgets.
 */
export interface Source {
  readonly path: string
  /** The names of the fields that are not empty and that nobody has taken or opened. */
  left(): string[]
  pathOf(name: string): string
  /** The value of a field, without taking it; undefined where it is null, an empty string, list or object. */
  peek(name: string): Plain | undefined
  /** The value of a field; undefined as in `peek`. */
  take(name: string): Plain | undefined
  /** A field that is an object. */
  open(name: string): Source | undefined
  /** A field that is a list, or one object instead of a list; what is no object in it stays untaken. */
  openAll(name: string): readonly Source[]
  /** Reports all that was not taken. */
  loseRest(notes: Notes): void
}

/**
 * Opens plain data.
 *
 * @example
 * ```ts
 * const order = openSource({ id: 7, note: 'x' }, 'order')
 * order.take('id')       // 7
 * order.loseRest(notes)  // reports order.note
 * ```
 */
export function openSource(fields: PlainObject, path: string): Source {
  /** What was taken as a whole, and what was opened. */
  const taken = new Set<string>()
  const opened = new Map<string, readonly Source[]>()
  const pathOf = (name: string) => pathTo(path, name)
  const peek = (name: string) => (Object.hasOwn(fields, name) && !isEmpty(fields[name]!) ? fields[name] : undefined)

  function openAll(name: string): readonly Source[] {
    const known = opened.get(name)
    if (known) return known
    const value = peek(name)
    const sources = Array.isArray(value)
      ? value.flatMap((item, index) => (isPlainObject(item) ? [openSource(item, `${pathOf(name)}[${index}]`)] : []))
      : isPlainObject(value)
        ? [openSource(value, pathOf(name))]
        : []
    if (sources.length > 0) opened.set(name, sources)
    return sources
  }

  return {
    path,
    left: () => Object.keys(fields).filter((name) => peek(name) !== undefined && !taken.has(name) && !opened.has(name)),
    pathOf,
    peek,
    take(name) {
      taken.add(name)
      return peek(name)
    },
    open: (name) => (isPlainObject(peek(name)) ? openAll(name)[0] : undefined),
    openAll,
    loseRest(notes) {
      for (const name of Object.keys(fields)) {
        const value = peek(name)
        if (value === undefined || taken.has(name)) continue
        const inner = opened.get(name)
        if (!inner) notes.lose(pathOf(name), value, looksPersonal(name) ? { code: 'personal' } : {})
        for (const source of inner ?? []) source.loseRest(notes)
        if (inner && Array.isArray(value)) loseScalars(value, pathOf(name), notes)
      }
    },
  }
}

function loseScalars(list: readonly Plain[], path: string, notes: Notes): void {
  list.forEach((item, index) => {
    if (!isPlainObject(item) && !isEmpty(item)) notes.lose(`${path}[${index}]`, item)
  })
}

function isEmpty(value: Plain): boolean {
  if (value === null || value === '') return true
  return typeof value === 'object' && Object.keys(value).length === 0
}

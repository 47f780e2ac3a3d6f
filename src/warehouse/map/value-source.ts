import type { Scalar } from '../../vocabulary/event-types'
import { expectedType } from '../../vocabulary/field-types'
import type { MapDefinition, ValueSource } from './map-schema'

/** A row as it stands in a file: an object of columns. */
export type Row = Readonly<Record<string, unknown>>

/** Reads a value off a row; undefined where it is absent. `null` where a map says that it means nothing. */
export type ValueReader = (row: Row) => unknown

/** How {@link createValueReader} reads. */
export interface ValueOptions {
  /** The field that the value is for, as rules write it: it tells the type where the map does not. */
  readonly path: string
  /** What ends the whole part of a number. */
  readonly decimal: MapDefinition['decimal']
}

/** The reader of a value source. One that is computed from the product lines reads nothing off a row. */
export function createValueReader(source: ValueSource, { path, decimal }: ValueOptions): ValueReader {
  if (typeof source === 'string') return createValueReader({ column: source }, { path, decimal })
  if ('constant' in source) return () => source.constant
  if ('lines' in source) return () => undefined
  const read = columnReader(source.column)
  const type =
    source.type ?? { number: 'number', boolean: 'flag', string: 'text', any: undefined }[expectedType(path) ?? 'any']
  const rename = source.values && renamer(source.values)
  return (row) => {
    const value = rename ? rename(read(row)) : read(row)
    const typed = type === 'number' ? toNumber(value, decimal) : type === 'flag' ? toFlag(value) : value
    if (source.absolute && typeof typed === 'number') return Math.abs(typed)
    return source.type === 'text' && typeof typed === 'number' ? String(typed) : typed
  }
}

/**
 * Reads a column: its text without the blanks around it, absent where it is empty. In JSON, dots reach into objects.
 */
export function columnReader(column: string): ValueReader {
  const keys = column.split('.')
  return (row) => {
    let value: unknown = row
    if (Object.hasOwn(row, column)) value = row[column]
    else for (const key of keys) value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined
    if (typeof value !== 'string') return value ?? undefined
    return value.trim() || undefined
  }
}

/** A number from a text, where it is one; all else as it is, for the reader of events to judge. */
export function toNumber(value: unknown, decimal: MapDefinition['decimal']): unknown {
  if (typeof value !== 'string') return value
  const plain = decimal === ',' ? value.replace(/[.\s]/g, '').replace(',', '.') : value
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : value
}

const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['yes', true],
  ['1', true],
  ['false', false],
  ['no', false],
  ['0', false],
])

function toFlag(value: unknown): unknown {
  return FLAGS.get(String(value).toLowerCase()) ?? value
}

/** What a value is called here. A key may end in `*`: any value that begins so. What is not listed stays as it is. */
function renamer(values: Readonly<Record<string, Scalar | null>>): (value: unknown) => unknown {
  const exact = new Map(Object.entries(values))
  const starts = [...exact].filter(([key]) => key.endsWith('*')).map(([key, to]) => [key.slice(0, -1), to] as const)
  return (value) => {
    if (value === undefined) return undefined
    const text = String(value)
    const found = exact.get(text)
    if (found !== undefined) return found
    const start = starts.find(([begin]) => text.startsWith(begin))
    return start ? start[1] : value
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

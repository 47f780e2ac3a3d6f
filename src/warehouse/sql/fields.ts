import { parsePath } from '../../language/path'
import { expectedType } from '../../vocabulary/field-types'
import type { ReadColumn } from './columns'
import type { Dialect } from './dialect'
import { fromTenThousandths, type Value } from './value'

/** A field as rows have it: `integer` for numbers (ten-thousandths) and booleans. */
export interface Field {
  readonly type: 'number' | 'text' | 'boolean' | 'tagged'
  /** Its name in the rows of the query. */
  readonly alias: string
  /** What it is made of, in the tables. */
  readonly source: string
  readonly of: 'events' | 'lines'
  /** Where texts do not stand as they are. */
  readonly texts?: TextForm
}

/** Another form that texts have in rows, equal where they are. */
export interface TextForm {
  /** How a text stands among them: an expression. */
  readonly literal: (value: string) => string
  /** The text itself, given an expression for what a row has. */
  readonly plain: (sql: string) => string
}

/** A type that a rule wants a field to have; any where it is undefined. */
export type Wanted = 'number' | 'string' | 'boolean' | undefined

/** What a field is made of; its name comes later. */
export type MadeField = Omit<Field, 'alias' | 'of'>

/** Makes a field of what the tables have; undefined where it is always absent. */
export type FieldMaker = (path: string, wanted: Wanted) => MadeField | undefined

/** The fields that a query reads, each made once. */
export interface Fields {
  /** A field; undefined where it is always absent, since its column holds what the vocabulary does not expect. */
  get(path: string): Field | undefined
  /** Its numbers alone. */
  numbers(path: string): Field | undefined
  /** All that were asked for, of the events or of the lines. */
  of(table: Field['of']): Field[]
}

/** The largest number that a field can have (LANGUAGE.md, section 1). */
const MAX_NUMBER = 9e11

/** A number as its ten-thousandths (LANGUAGE.md, section 1). */
export function tenThousandths({ double, toDouble, toInteger }: Dialect, sql: string): string {
  const number = toDouble(sql)
  const whole = `FLOOR(ABS(${number}) * ${double(10_000)} + ${double(0.5)})`
  return `CASE WHEN ABS(${number}) <= ${double(MAX_NUMBER)} THEN ${toInteger(`SIGN(${number}) * ${whole}`)} END`
}

/** Makes fields of the columns that a query reads. */
export function fieldsOfColumns(dialect: Dialect, columns: ReadonlyMap<string, ReadColumn>): FieldMaker {
  const { toText } = dialect
  const integer = (sql: string) => tenThousandths(dialect, sql)
  const bit = (sql: string) => `CASE WHEN ${sql} THEN 1 WHEN NOT ${sql} THEN 0 END`
  return (path, wanted) => {
    const { name, type, table } = columns.get(path)!
    const column = (suffix = '') => `${table === 'lines' ? 'l' : 'e'}.${dialect.quote(name + suffix)}`
    const isMixed = type === 'mixed'
    if (isMixed && !wanted) {
      const [number, flag] = [integer(column('_number')), bit(column('_boolean'))]
      const tag = (letter: string, sql: string) => `CONCAT('${letter}', ${sql})`
      const cases = [
        `WHEN ${column()} IS NOT NULL THEN ${tag('s', column())}`,
        `WHEN ${number} IS NOT NULL THEN ${tag('n', toText(number))}`,
        `WHEN ${column('_boolean')} IS NOT NULL THEN ${tag('b', toText(flag))}`,
      ]
      return { type: 'tagged', source: `CASE ${cases.join(' ')} END` }
    }
    const held = { text: 'string', number: 'number', boolean: 'boolean', mixed: wanted }[type]
    if (wanted && held !== wanted) return undefined
    if (held === 'number') return { type: 'number', source: integer(column(isMixed ? '_number' : '')) }
    if (held === 'boolean') return { type: 'boolean', source: bit(column(isMixed ? '_boolean' : '')) }
    return { type: 'text', source: column() }
  }
}

/** Makes the fields of a query. */
export function createFields(dialect: Dialect, make: FieldMaker): Fields {
  const found = new Map<string, Field>()
  const { double } = dialect

  /** price × quantity of the two fields' values; quantity 1 where it is absent. */
  const amount = (): MadeField | undefined => {
    const [price, quantity] = ['product.price', 'product.quantity'].map((path) => make(path, 'number'))
    if (!price) return undefined
    const one = fromTenThousandths(dialect, price.source)
    const many = quantity ? `COALESCE(${fromTenThousandths(dialect, quantity.source)}, ${double(1)})` : double(1)
    return { type: 'number', source: tenThousandths(dialect, `(${one}) * (${many})`) }
  }

  const ask = (path: string, wanted: Wanted) => {
    const key = `${path} ${wanted ?? ''}`
    const known = found.get(key)
    if (known) return known
    const made = path === 'product.amount' ? amount() : make(path, wanted)
    if (!made) return undefined
    const of = parsePath(path)!.of === 'product' ? 'lines' : 'events'
    const field: Field = { ...made, of, alias: `${of === 'lines' ? 'l' : 'f'}${found.size + 1}` }
    found.set(key, field)
    return field
  }
  return {
    get: (path) => ask(path, path === 'product.amount' ? 'number' : expectedType(path)),
    numbers: (path) => ask(path, 'number'),
    of: (table) => [...found.values()].filter((field) => field.of === table),
  }
}

/** A field's value as rules see it, given an expression for what a row has. */
export function fieldValue(dialect: Dialect, field: Field, sql: string): Value {
  if (field.type === 'number') return { type: 'number', sql: fromTenThousandths(dialect, sql) }
  return { type: field.type, sql: field.texts ? field.texts.plain(sql) : sql }
}

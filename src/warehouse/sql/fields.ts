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
}

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

/** Makes the fields of a query, of the columns that it reads. */
export function createFields(dialect: Dialect, columns: ReadonlyMap<string, ReadColumn>): Fields {
  const found = new Map<string, Field>()
  const { double, toDouble, toInteger, toText } = dialect

  const integer = (sql: string) => {
    const number = toDouble(sql)
    const whole = `FLOOR(ABS(${number}) * ${double(10_000)} + ${double(0.5)})`
    return `CASE WHEN ABS(${number}) <= ${double(MAX_NUMBER)} THEN ${toInteger(`SIGN(${number}) * ${whole}`)} END`
  }
  const bit = (sql: string) => `CASE WHEN ${sql} THEN 1 WHEN NOT ${sql} THEN 0 END`

  const make = (
    path: string,
    wanted: 'number' | 'string' | 'boolean' | undefined,
  ): Omit<Field, 'alias' | 'of'> | undefined => {
    if (path === 'product.amount') return amount()
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

  /** price × quantity of the two fields' values; quantity 1 where it is absent. */
  const amount = (): Omit<Field, 'alias' | 'of'> | undefined => {
    const [price, quantity] = ['product.price', 'product.quantity'].map((path) => make(path, 'number'))
    if (!price) return undefined
    const one = fromTenThousandths(dialect, price.source)
    const many = quantity ? `COALESCE(${fromTenThousandths(dialect, quantity.source)}, ${double(1)})` : double(1)
    return { type: 'number', source: integer(`(${one}) * (${many})`) }
  }

  const ask = (path: string, wanted: 'number' | 'string' | 'boolean' | undefined) => {
    const key = `${path} ${wanted ?? ''}`
    const known = found.get(key)
    if (known) return known
    const made = make(path, wanted)
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
  return { type: field.type, sql: field.type === 'number' ? fromTenThousandths(dialect, sql) : sql }
}

import { type Dialect, over } from '../dialect'
import { escaped, standard } from './standard'

/** ClickHouse 23 and later. */
export const clickhouse: Dialect = {
  ...standard,
  name: 'clickhouse',
  quote: (name) => `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``,
  text: escaped,
  // A literal is read to the last bit, a text is not.
  double: (value) => `toFloat64(${Object.is(value, -0) ? 0 : value})`,
  toDouble: (sql) => `toFloat64(${sql})`,
  toInteger: (sql) => `toInt64(${sql})`,
  toText: (sql) => `toString(${sql})`,
  // Of 64 bits it is rounded to the last bit.
  sum: (sql) => {
    const sum = `SUM(toInt128(${sql}))`
    return `if(ABS(${sum}) < 9000000000000000000, toFloat64(toInt64(${sum})), toFloat64(${sum}))`
  },
  startsWith: (text, start) => `startsWith(${text}, ${start})`,
  contains: (text, part) => `(POSITION(${text}, ${part}) > 0)`,
  pick: ({ value, order, end, where }) =>
    `${end === 'first' ? 'argMinOrNullIf' : 'argMaxOrNullIf'}(${value}, tuple(${order.join(', ')}), ${where})`,
  // Of no rows the maximum of what cannot be NULL is 0.
  before: (column, window) => `MAX(toNullable(${column})) ${over(window, 'ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING')}`,
  // Without it a row that is not found has zeros and empty texts for its columns.
  end: '\nSETTINGS join_use_nulls = 1',
}

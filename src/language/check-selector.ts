import { either, entries, is, list, object, passes } from './checks'
import { parseDuration } from './duration'
import { isPath } from './path'

/** A name in snake_case. */
export const name = is(/^"[a-z][a-z0-9_]*"$/, 'a name in snake_case')

/** A duration string. */
export const duration = passes((value) => parseDuration(value)! >= 0, 'a duration such as "30d"')

/** A string, a boolean or a finite number; gives its type. */
export const scalar = is(/^("|-?\d|true$|false$)/, 'a string, number or boolean')

/** A number that is finite. */
export const number = is(/^-?\d/, 'a number')

/** A string of any content. */
export const text = is(/^"/, 'a string')

/** A field path. */
export const field = passes(isPath, 'a field path')

/** Literals, at least one. */
export const scalars = list(scalar)

/** Whether a field is one of product lines. */
export const isOfLines = (path: unknown): boolean => isPath(path) && /^product\./.test(path)

/** What selects product lines. */
export const each = is(/^"product"$/, '"product"')

const tests = object(
  {
    eq: scalar,
    ne: scalar,
    gt: number,
    gte: number,
    lt: number,
    lte: number,
    in: scalars,
    not_in: scalars,
    exists: is(/^(true|false)$/, 'true or false'),
    starts_with: text,
    contains: text,
  },
  [],
)

const test = either(scalar, scalars, (value, ...place) =>
  (Object.keys(value as object)[0] ? tests : scalar)(value, ...place),
)

/** A selector: LANGUAGE.md section 3. */
export const selector = object(
  {
    event: either(is(/^"([a-z][a-z0-9_]*|\*)"$/, 'a name in snake_case or "*"'), list(name)),
    where: entries((value, path, report, key) => {
      field(key, path, report, key)
      test(value, path, report, key)
    }),
    within: passes((value) => value === 'visit' || parseDuration(value)! >= 0, 'a duration such as "30d", or "visit"'),
    each,
    once: passes((value) => isPath(value) && !isOfLines(value), 'a field path of the event'),
  },
  ['event'],
)

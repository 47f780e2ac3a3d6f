import { type Check, is, isObject, list, object, report } from './checks'
import type { DefinitionProblem } from './definition-error'
import { parseDuration } from './duration'
import { parsePath } from './path'

/** A name in snake_case. */
export const name = is((v) => /^[a-z][a-z0-9_]*$/.test(v) && typeof v === 'string', 'a name in snake_case')

/** A duration string. */
export const duration = is((v) => parseDuration(v) !== undefined, 'a duration such as "30d"')

/** A string, a boolean or a finite number. */
export const scalar = is((v) => /^[sb]/.test(typeof v) || Number.isFinite(v), 'a string, a finite number or a boolean')

/** A number that is finite. */
export const number = is(Number.isFinite, 'a finite number')

/** A string of any content. */
export const text = is((v) => typeof v === 'string', 'a string')

/** A field path. */
export const field = is(parsePath, 'a field path')

const scalars = list(scalar)

const tests = object({
  'eq?': scalar,
  'ne?': scalar,
  'gt?': number,
  'gte?': number,
  'lt?': number,
  'lte?': number,
  'in?': scalars,
  'not_in?': scalars,
  'exists?': is((v) => typeof v === 'boolean', 'true or false'),
  'starts_with?': text,
  'contains?': text,
})

const anything = is((v) => isObject(v) && Object.keys(v)[0], 'at least one test')

function where(value: unknown, path: string, problems: DefinitionProblem[]): void {
  if (!isObject(value)) return report(problems, path, value, 'an object of field paths and tests')
  for (const key of Object.keys(value)) {
    const test = value[key]
    const inside = `${path}.${key}`
    field(key, inside, problems)
    if (Array.isArray(test)) scalars(test, inside, problems)
    else if (isObject(test)) for (const check of [anything, tests]) check(test, inside, problems)
    else scalar(test, inside, problems)
  }
}

/** A selector: LANGUAGE.md section 3. */
export const selector: Check = object({
  event: (value, path, problems) => {
    if (value !== '*') (Array.isArray(value) ? list(name) : name)(value, path, problems)
  },
  'where?': where,
  'within?': is((v) => v === 'visit' || parseDuration(v) !== undefined, 'a duration such as "30d", or "visit"'),
  'each?': is((v) => v === 'product', '"product"'),
  'once?': is((v) => (parsePath(v)?.of ?? 'product') !== 'product', "the path of an event's field"),
})

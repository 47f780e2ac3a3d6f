import { isAccepted, whyRefused } from './accept-value'
import { type FieldKinds, Kind, unnamedKinds } from './field-kinds'
import { isForbiddenFieldName, MAX_FIELD_NAME_LENGTH, MAX_FIELDS } from './limits'
import { fieldPath } from './problem'
import type { ProblemList } from './problem-list'
import { readTime } from './read-time'
import type { Scalar } from './scalar'

/** A flat object, or the context, as read: every value a scalar, or an object of scalars. */
export type Fields = Record<string, Scalar | Record<string, Scalar>>

/**
 * Reads an object's fields into a new object: the good ones are kept, the bad ones are reported and absent, null ones
 * are absent. Never throws, even where the object's own getters do.
 *
 * @example
 * ```ts
 * readFields({ total: '19.90', order_id: 'A-1' }, propKinds, 'props', createProblemList()) // { order_id: 'A-1' }
 * ```
 */
export function readFields(source: object, kinds: FieldKinds, path: string, problems: ProblemList): Fields {
  const fields: Fields = {}
  const names = ownNames(source, path, problems)
  let count = 0
  for (const name of names) {
    const kind = kinds.named.get(name) ?? kinds.other
    if (kind === Kind.FORBIDDEN || name.length > MAX_FIELD_NAME_LENGTH) {
      reportName(name, path, problems)
      continue
    }
    const value = ownValue(source, name, path, problems)
    if (value === undefined) continue
    if (count === MAX_FIELDS) {
      problems.tell({ code: 'too_many', path, found: `${names.length} fields`, wanted: `the first ${MAX_FIELDS} only` })
      break
    }
    const read = isAccepted(value, kind) ? value : readOddField(value, kind, kinds, name, path, problems)
    if (read === undefined) continue
    fields[name] = read
    count += 1
  }
  return fields
}

/**
 * The names of an object's own fields; none where it will not tell, which is reported.
 *
 * @example
 * ```ts
 * ownNames({ total: 2 }, 'props', createProblemList()) // ['total']
 * ```
 */
export function ownNames(source: object, path: string, problems: ProblemList): string[] {
  try {
    return Object.keys(source)
  } catch {
    problems.add('unreadable', path, source, 'an object that can be read')
    return []
  }
}

/**
 * The value of a field that an object has; undefined where it is null, or throws when read, which is reported.
 *
 * @example
 * ```ts
 * ownValue({ total: null }, 'total', 'props', createProblemList()) // undefined
 * ```
 */
export function ownValue(source: object, name: string, path: string, problems: ProblemList): unknown {
  try {
    return (source as Record<string, unknown>)[name] ?? undefined
  } catch {
    problems.tell({
      code: 'unreadable',
      path: fieldPath(path, name),
      found: 'a value that throws when read',
      wanted: 'a plain value',
    })
    return undefined
  }
}

/**
 * Whether a value is an object that holds its data in fields: a plain one, or of a class, but no list, Date or Map.
 * One that cannot even be asked passes, to be reported when its fields are read.
 *
 * @example
 * ```ts
 * isFieldObject({})         // true
 * isFieldObject([])         // false
 * isFieldObject(new Date()) // false
 * ```
 */
export function isFieldObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  try {
    return Object.prototype.toString.call(value) === '[object Object]'
  } catch {
    return true
  }
}

/**
 * `Array.isArray` that does not throw at a revoked Proxy.
 *
 * @example
 * ```ts
 * isList([1]) // true
 * ```
 */
export function isList(value: unknown): value is unknown[] {
  try {
    return Array.isArray(value)
  } catch {
    return false
  }
}

/**
 * An instant, from milliseconds or from ISO 8601; undefined and reported where it is neither.
 *
 * @example
 * ```ts
 * readInstant('2016-07-31T00:00:00Z', 'props.promised_at', createProblemList()) // 1469923200000
 * ```
 */
export function readInstant(value: unknown, path: string, problems: ProblemList): number | undefined {
  const reading = readTime(value)
  if ('code' in reading) {
    problems.add(reading.code, path, value, reading.wanted)
    return undefined
  }
  if (reading.assumed_utc) problems.add('assumed', path, value, 'UTC, no zone being named')
  return reading.time
}

/** A value that does not stand as it is: an instant as text, an object where one may be, or nothing to keep. */
function readOddField(
  value: unknown,
  kind: number,
  kinds: FieldKinds,
  name: string,
  path: string,
  problems: ProblemList,
): number | Record<string, Scalar> | undefined {
  const at = fieldPath(path, name)
  if ((kind & Kind.INSTANT) !== 0) return readInstant(value, at, problems)
  if ((kind & Kind.FIELDS) !== 0 && isFieldObject(value)) {
    // One level only: within a field of the context no kind has the bit FIELDS, so the walk ends here.
    return readFields(value, kinds.nested.get(name) ?? unnamedKinds, at, problems) as Record<string, Scalar>
  }
  const { code, wanted } = whyRefused(value, kind)
  problems.add(code, at, value, wanted)
  return undefined
}

/**
 * Reports a field's name that may not pass, for what it is or for how long it is.
 *
 * @example
 * ```ts
 * reportName('__proto__', 'props', createProblemList())
 * ```
 */
export function reportName(name: string, path: string, problems: ProblemList): void {
  const at = fieldPath(path, name)
  if (isForbiddenFieldName(name)) problems.add('forbidden_name', at, name, 'another name')
  else problems.add('too_long', at, name, `a name of at most ${MAX_FIELD_NAME_LENGTH} characters`)
}

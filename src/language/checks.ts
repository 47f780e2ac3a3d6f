/** Adds a problem to the list. */
export type Report = (path: string, value: unknown, wanted: string) => void

/**
 * Looks at a value, and at the key it stands under, and reports what is wrong with it. Gives the kind of a metric, what
 * was found at each key of an object or list, or nothing.
 */
export type Check = (value: unknown, path: string, report: Report, key: string) => unknown

type Shape = Readonly<Record<string, Check>>

/** A path longer than this is of a definition nested too deep to be meant. */
const LONGEST_PATH = 1000

/** Whether a value is an object or a list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

/** A value in a few words, for a message; never throws. Only literals are spelled as in JSON. */
export function show(value: unknown): string {
  if (typeof value === 'string') return `"${value}"`
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (isObject(value)) return `{${Object.keys(value)}}`
  // What JSON cannot say, it leaves out.
  return value === null || /number|boolean/.test(typeof value) ? `${value}` : 'nothing'
}

/** A literal that is spelled like this. */
export const is =
  (spelled: RegExp, wanted: string): Check =>
  (value, path, report) =>
    spelled.test(show(value)) ? typeof value : report(path, value, wanted)

/** A value that passes a test. */
export const passes =
  (test: (value: never) => unknown, wanted: string): Check =>
  (value, path, report) =>
    test(value as never) || report(path, value, wanted)

/** What stands at some keys, required or not, and what may stand at all others. */
const keyed =
  (
    isList: boolean,
    shape: Shape,
    required = Object.keys(shape),
    rest = is(/^$/, `none but ${Object.keys(shape).join(', ')}`),
  ): Check =>
  (value, path, report) => {
    if (!isObject(value) || Array.isArray(value) !== isList) return report(path, value, isList ? 'a list' : 'an object')
    // A copy has what a list leaves out, and nothing that a prototype holds.
    const own: Record<string, unknown> = { ...(isList ? [...(value as never)] : value) }
    for (const key of new Set([...required, ...Object.keys(own)])) {
      const check = Object.hasOwn(shape, key) ? shape[key]! : rest
      own[key] = check(own[key], path + (isList ? `[${key}]` : `.${key}`), report, key)
    }
    return own
  }

/** An object with these keys and no others. */
export const object = (shape: Shape, required?: string[]): Check => keyed(false, shape, required)

/** An object whose every key and value passes a check. */
export const entries = (entry: Check): Check => keyed(false, {}, [], entry)

/** A list, not empty unless said so. */
export const list = (item: Check, required = ['0']): Check => keyed(true, {}, required, item)

/** A list of two. */
export const pair = (first: Check, second: Check): Check =>
  keyed(true, { 0: first, 1: second }, ['0', '1'], is(/^$/, 'two items'))

/** One check for an object, another for a list, a third for anything else. */
export const either =
  (literal: Check, items = literal, keys = literal): Check =>
  (value, ...place) =>
    (Array.isArray(value) ? items : isObject(value) ? keys : literal)(value, ...place)

/** Operators that take the same argument, with what stands beside it (`of` must, all else may), and what they give. */
type Operators = readonly [names: string, argument: Check, beside?: Shape, kind?: string]

/** An object of one of several operators; gives what the operator does, or else what was found of its argument. */
export const oneOf = (...rows: readonly Operators[]): Check => {
  const shapes = new Map(
    rows.flatMap(([names, argument, beside, kind]) =>
      names
        .split(' ')
        .map((op) => [op, [object({ [op]: argument, ...beside }, beside?.of ? [op, 'of'] : [op]), kind]] as const),
    ),
  )
  return (value, path, report, place) => {
    const op = path.length < LONGEST_PATH && isObject(value) && Object.keys(value).find((key) => shapes.has(key))
    if (!op) return report(path, value, `an object with one of ${[...shapes.keys()].join(', ')}`)
    const [shape, kind] = shapes.get(op)!
    const found = shape(value, path, report, place) as Record<string, unknown>
    return kind ?? found[op]
  }
}

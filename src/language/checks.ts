import type { DefinitionProblem } from './definition-error'

/** Looks at a value and adds what is wrong with it to the list. */
export type Check = (value: unknown, path: string, problems: DefinitionProblem[]) => void

/** A path longer than this is of a definition nested too deep to be meant. */
const LONGEST_PATH = 1000

/** A value in a few characters, for a message: never long, never throws. */
function show(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return `a list of ${value.length}`
  return (isObject(value) ? `{${Object.keys(value)}}` : typeof value === 'string' ? `"${value}"` : String(value)).slice(
    0,
    80,
  )
}

/** An object that is neither null nor a list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Adds a problem to the list. */
export function report(problems: DefinitionProblem[], path: string, value: unknown, wanted: string): void {
  problems.push({ path, found: show(value), wanted })
}

/** A value that passes a test. */
export function is(test: (value: never) => unknown, wanted: string): Check {
  return (value, path, problems) => {
    if (!test(value as never)) report(problems, path, value, wanted)
  }
}

/** A list of items, with at least one in it unless said otherwise. */
export function list(item: Check, least = 1): Check {
  return (value, path, problems) => {
    if (!Array.isArray(value) || value.length < least)
      report(problems, path, value, least ? 'a list, not empty' : 'a list')
    else for (let i = 0; i < value.length; i++) item(value[i], `${path}[${i}]`, problems)
  }
}

/** Two items, each of its kind. */
export function pair(first: Check, second: Check): Check {
  return (value, path, problems) => {
    if (!Array.isArray(value) || value.length !== 2) return report(problems, path, value, 'a list of two')
    first(value[0], `${path}[0]`, problems)
    second(value[1], `${path}[1]`, problems)
  }
}

/** An object with these keys and no others; a key that ends in `?` may be missing. */
export function object(shape: Record<string, Check>): Check {
  const keys = Object.keys(shape).map((key) => key.replace('?', ''))
  return (value, path, problems) => {
    if (!isObject(value) || path.length > LONGEST_PATH) return report(problems, path, value, `an object with ${keys}`)
    for (const key of Object.keys(value))
      if (!keys.includes(key)) report(problems, join(path, key), key, `one of ${keys}`)
    for (const name of Object.keys(shape)) {
      const key = name.replace('?', '')
      // What a prototype holds is never part of a definition.
      if (Object.hasOwn(value, key)) shape[name]!(value[key], join(path, key), problems)
      else if (key === name) report(problems, join(path, key), undefined, 'a value')
    }
  }
}

/** An object of one of several shapes, told apart by a key that only that shape has. */
export function oneOf(shapes: Record<string, Check>): Check {
  const otherwise = is(() => false, `an object with one of ${Object.keys(shapes)}`)
  return (value, path, problems) => {
    const key = operatorOf(value, shapes)
    const check = key ? shapes[key]! : otherwise
    check(value, path, problems)
  }
}

/** The key by which an object says which of several shapes it has. */
export function operatorOf(value: unknown, shapes: object): string | undefined {
  return isObject(value) ? Object.keys(value).find((key) => Object.hasOwn(shapes, key)) : undefined
}

function join(path: string, key: string): string {
  return path ? `${path}.${key}` : key
}

/** Takes note of one problem: where, what stands there, what should. */
export type Report = (path: string, found: string, wanted: string) => void

/** Looks at one value and reports what is wrong with it. */
export type Check = (path: string, value: unknown) => unknown

/** A value in a few characters, for a message: never long, never throws. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return value.length ? `a list of ${value.length}` : 'an empty list'
  if (isObject(value)) return `{${Object.keys(value).slice(0, 4).join(', ')}}`.slice(0, 60)
  return typeof value === 'string' ? `"${value.slice(0, 60)}"` : String(value)
}

/** An object that is neither null nor a list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Own property, or undefined: what a prototype holds is never part of a definition. */
export function own(value: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined
}

/** An object with exactly these keys; those of `optional` may be missing. */
export function checkObject(
  report: Report,
  path: string,
  value: unknown,
  required: Record<string, Check>,
  optional: Record<string, Check> = {},
): value is Record<string, unknown> {
  if (!isObject(value)) {
    report(path, show(value), `an object with ${Object.keys(required).join(', ')}`)
    return false
  }
  const known = [...Object.keys(required), ...Object.keys(optional)]
  for (const key of Object.keys(value))
    if (!known.includes(key)) report(at(path, key), 'an unknown key', `one of ${known.join(', ')}`)
  for (const key in required) required[key]!(at(path, key), own(value, key))
  for (const key in optional) if (own(value, key) !== undefined) optional[key]!(at(path, key), value[key])
  return true
}

/** A list with something in it, each item checked. */
export function checkList(report: Report, path: string, value: unknown, item: Check, least = 1): void {
  if (!Array.isArray(value) || value.length < least)
    report(path, show(value), least ? 'a list with something in it' : 'a list')
  else for (let i = 0; i < value.length; i++) item(`${path}[${i}]`, value[i])
}

/** The path of a key within a path. */
export function at(path: string, key: string): string {
  return path ? `${path}.${key}` : key
}

/** A string, a boolean or a finite number. */
export function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)
}

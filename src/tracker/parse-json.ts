/**
 * What a text says, undefined where it is no JSON: what was stored may be anything.
 *
 * @example
 * parseJson('{"a":1}') // { a: 1 }
 * parseJson('{') // undefined
 */
export function parseJson(text: string | null | undefined): unknown {
  try {
    return text ? JSON.parse(text) : undefined
  } catch {
    return undefined
  }
}

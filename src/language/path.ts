/** Where a field path leads: a property of the event, of a product line, or of the context (at most one level deep). */
export interface FieldPath {
  readonly of: 'props' | 'product' | 'context'
  readonly keys: readonly string[]
}

/**
 * Whether a value is a field path (LANGUAGE.md section 1): `total`, `product.price`, `context.channel`,
 * `context.device.type`.
 *
 * @example
 * isPath('context.device.type') // true
 */
export function isPath(path: unknown): path is string {
  return typeof path === 'string' && /^([^.]+|product\.[^.]+|context(\.[^.]+){1,2})$/.test(path)
}

/**
 * A field path in its parts, or undefined where it is none.
 *
 * @example
 * parsePath('context.device.type') // { of: 'context', keys: ['device', 'type'] }
 */
export function parsePath(path: unknown): FieldPath | undefined {
  if (!isPath(path)) return undefined
  const [of, ...keys] = path.split('.') as [FieldPath['of'], ...string[]]
  return keys[0] ? { of, keys } : { of: 'props', keys: [of] }
}

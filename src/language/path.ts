/** Where a field path leads: a property of the event, of a product line, or of the context (at most one level deep). */
export interface FieldPath {
  readonly of: 'props' | 'product' | 'context'
  readonly keys: readonly string[]
}

/**
 * A field path in its parts (LANGUAGE.md section 1), or undefined where it is none: `total`, `product.price`,
 * `context.channel`, `context.device.type`.
 *
 * @example
 * parsePath('context.device.type') // { of: 'context', keys: ['device', 'type'] }
 */
export function parsePath(path: unknown): FieldPath | undefined {
  if (typeof path !== 'string' || !/^[^.]+(\.[^.]+){0,2}$/.test(path)) return undefined
  const [head, ...keys] = path.split('.')
  if (!keys.length) return { of: 'props', keys: [head!] }
  if (head === 'context') return { of: head, keys }
  return head === 'product' && keys.length === 1 ? { of: head, keys } : undefined
}

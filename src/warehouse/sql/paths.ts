import type { AisleDocument } from '../../language/ast'
import { isPath } from '../../language/path'

/**
 * The paths of the fields that a document's rules read, sorted; `product.amount` as the two that it is made of.
 *
 * @example
 * pathsOf(builtin) // ['category', 'context.automated.reason', ...]
 */
export function pathsOf({ segments, traits, stages }: AisleDocument): string[] {
  const found = new Set<string>()
  const walk = (rule: unknown): void => {
    if (Array.isArray(rule)) for (const part of rule) walk(part)
    if (typeof rule !== 'object' || !rule || Array.isArray(rule)) return
    if ('event' in rule) {
      const { where = {}, once } = rule as { readonly where?: object; readonly once?: string }
      for (const path of [...Object.keys(where), once]) if (path !== undefined) found.add(path)
      return
    }
    for (const [op, value] of Object.entries(rule)) {
      if (/^(sum|mean|min|max|distinct|first|last|mode)$/.test(op) && isPath(value)) found.add(value)
      walk(value)
    }
  }
  for (const { when } of segments) walk(when)
  for (const { value } of traits) walk(value)
  for (const { stages: list } of stages) for (const { when } of list) walk(when)
  if (found.delete('product.amount')) for (const path of ['product.price', 'product.quantity']) found.add(path)
  return [...found].sort()
}

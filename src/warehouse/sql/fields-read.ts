import type { AisleDocument, Selector } from '../../language/ast'
import { isPath } from '../../language/path'

/** A type that a rule compares a field with. */
export type Kind = 'text' | 'number' | 'boolean'

const KINDS: Readonly<Record<string, Kind>> = { number: 'number', string: 'text', boolean: 'boolean' }

/**
 * The fields that a document's rules read, by path, sorted, each with the types that the rules compare it with; `product.amount`
 * as the two that it is made of.
 *
 * @example
 * fieldsRead(builtin).get('days_late') // Set { 'number' }
 */
export function fieldsRead({ segments, traits, stages }: AisleDocument): Map<string, Set<Kind>> {
  const found = new Map<string, Set<Kind>>()
  const note = (path: unknown, beside: unknown) => {
    if (!isPath(path)) return
    const kinds = found.get(path) ?? new Set<Kind>()
    found.set(path, kinds)
    for (const value of [beside].flat()) if (KINDS[typeof value]) kinds.add(KINDS[typeof value]!)
  }
  const select = ({ where = {}, once }: Selector) => {
    note(once, undefined)
    for (const [path, test] of Object.entries(where)) {
      if (typeof test !== 'object' || !test || Array.isArray(test)) note(path, test)
      // `exists` says nothing of what there is.
      else for (const [op, wanted] of Object.entries(test)) note(path, op === 'exists' ? undefined : wanted)
    }
  }
  const walk = (rule: unknown, beside?: unknown): void => {
    if (typeof rule !== 'object' || !rule) return
    if ('event' in rule) {
      select(rule as Selector)
    } else if (Array.isArray(rule)) {
      // Two metrics that are compared: each says what the other may be.
      for (const [i, part] of rule.entries()) walk(part, rule.length === 2 ? rule[1 - i] : undefined)
    } else {
      for (const [op, value] of Object.entries(rule)) {
        if (/^(sum|mean|min|max)$/.test(op)) note(value, 0)
        else if (/^(distinct|first|last|mode)$/.test(op)) note(value, op === 'distinct' ? undefined : beside)
        walk(value)
      }
    }
  }
  for (const { when } of segments) walk(when)
  for (const { value } of traits) walk(value)
  for (const { stages: list } of stages) for (const { when } of list) walk(when)
  if (found.delete('product.amount')) for (const path of ['product.price', 'product.quantity']) note(path, 0)
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)))
}

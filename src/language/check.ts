import { A_SEGMENT, condition, metric } from './check-rule'
import { name, text as title } from './check-selector'
import { type Check, is, list, object, passes, type Report, show } from './checks'
import type { DefinitionProblem } from './definition-error'

const version = is(/^[1-9]\d*$/, 'a whole number from 1')

const namesOf = (items: unknown): unknown[] =>
  ([] as { name?: unknown }[]).concat(items as []).map((item) => item?.name)

/** Items whose names differ. */
const named = (item: Check, required?: string[]): Check => {
  const items = list(item, required)
  return (value, path, report, key) => {
    items(value, path, report, key)
    namesOf(value).forEach((name, i, names) => {
      if (names.indexOf(name) < i) report(`${path}[${i}].name`, name, 'a name used once')
    })
  }
}

const shape = object({
  aisle: is(/^1$/, '1'),
  zone: passes(isZone, 'a time zone such as "Europe/Berlin"'),
  currency: is(/^"[A-Z]{3}"$/, 'a code such as "EUR"'),
  segments: named(object({ name, version, title, when: condition }), []),
  traits: named(object({ name, version, title, value: metric }), []),
  stages: named(object({ name, version, stages: named(object({ name, when: condition })), otherwise: name }), []),
})

/**
 * Every problem of a document, each with its place, what was found and what was wanted; none where it may be compiled
 * (LANGUAGE.md section 6). Never throws, whatever the input.
 *
 * @example
 * check({ aisle: 1, zone: 'UTC', currency: 'EUR', segments: [], traits: [], stages: [] }) // => []
 */
export function check(document: unknown): DefinitionProblem[] {
  const found: Parameters<Report>[] = []
  shape(document, '', (...problem) => void found.push(problem), '')
  const names = namesOf((document as { segments?: unknown } | undefined)?.segments)
  const leads = names.map((_, i) =>
    found.filter(([path, , wanted]) => wanted === A_SEGMENT && path.startsWith(`.segments[${i}]`)),
  )
  // Taken away is what leads to nothing that is still there, as often as there are names: what stays leads to a circle.
  const circles = new Set(names)
  for (const _ of names)
    names.forEach((name, i) => {
      if (!leads[i]!.some(([, to]) => circles.has(to))) circles.delete(name)
    })
  return (
    found
      .filter(([, value, wanted]) => wanted !== A_SEGMENT || circles.has(value) || !names.includes(value))
      // Every path begins with the dot before its first key.
      .map(([path, value, wanted]) => ({ path: path.slice(1), found: show(value).slice(0, 80), wanted }))
  )
}

/** Offsets such as "+01:00" are no zones to every runtime, so to none. */
function isZone(zone: unknown): unknown {
  try {
    return typeof zone === 'string' && /^[a-z]/i.test(zone) && Intl.DateTimeFormat('en', { timeZone: zone })
  } catch {
    return false
  }
}

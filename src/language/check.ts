import { condition, metric } from './check-rule'
import { name, text } from './check-selector'
import { type Check, is, isObject, list, object, report } from './checks'
import type { DefinitionProblem } from './definition-error'

const version = is((v) => Number.isInteger(v) && v > 0, 'a whole number from 1')

/** Items whose names differ. */
function named(item: Check, least = 0): Check {
  const items = list(item, least)
  return (value, path, problems) => {
    items(value, path, problems)
    const names = namesOf(value)
    names.forEach((one, i) => {
      if (names.indexOf(one) < i) report(problems, `${path}[${i}].name`, one, 'a name used once in its list')
    })
  }
}

const namesOf = (value: unknown): unknown[] => (Array.isArray(value) ? value.map((item) => item?.name) : [])

const shape = object({
  aisle: is((v) => v === 1, '1'),
  zone: is(isZone, 'a time zone such as "Europe/Berlin"'),
  currency: is((v) => /^[A-Z]{3}$/.test(v), 'an ISO 4217 code such as "EUR"'),
  segments: named(object({ name, version, title: text, when: condition })),
  traits: named(object({ name, version, title: text, value: metric })),
  stages: named(object({ name, version, stages: named(object({ name, when: condition }), 1), otherwise: name })),
})

/**
 * Every problem of a document, each with its place, what was found and what was wanted; none where it may be compiled
 * (LANGUAGE.md section 6). Never throws, whatever the input.
 *
 * @example
 * check({ aisle: 1, zone: 'UTC', currency: 'EUR', segments: [], traits: [], stages: [] }) // []
 */
export function check(document: unknown): DefinitionProblem[] {
  const problems: DefinitionProblem[] = []
  shape(document, '', problems)
  // References are followed only where every rule is well-formed: what is broken may not even end.
  if (!problems.length) checkReferences(document as never, problems)
  return problems
}

/** Every segment that a rule names must exist, and none may lead back to itself. */
function checkReferences(document: Record<'segments' | 'traits' | 'stages', unknown[]>, problems: DefinitionProblem[]) {
  const names = namesOf(document.segments) as string[]
  const references = new Map<string, string[]>()
  for (const list of ['segments', 'traits', 'stages'] as const)
    document[list].forEach((rule, i) => {
      const path = `${list}[${i}]`
      const found = referencesIn(rule, path)
      if (list === 'segments')
        references.set(
          names[i]!,
          found.map(([, to]) => to),
        )
      for (const [at, to] of found)
        if (!names.includes(to)) report(problems, at, to, 'the name of a segment of this document')
    })
  names.forEach((start, i) => {
    const reached = new Set(references.get(start))
    for (const to of reached) for (const next of references.get(to) ?? []) reached.add(next)
    if (reached.has(start)) report(problems, `segments[${i}].when`, start, 'no way back to itself')
  })
}

function referencesIn(value: unknown, path: string): [path: string, name: string][] {
  if (Array.isArray(value)) return value.flatMap((item, i) => referencesIn(item, `${path}[${i}]`))
  if (!isObject(value)) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'segment'
      ? [[`${path}.segment`, inner as string]]
      : key === 'where'
        ? []
        : referencesIn(inner, `${path}.${key}`),
  )
}

/** Zones that were found good: finding out costs a tenth of a millisecond. */
const zones = new Set<string>()

function isZone(zone: string): unknown {
  try {
    return (
      typeof zone === 'string' &&
      (zones.has(zone) || (Intl.DateTimeFormat('en', { timeZone: zone }) && zones.add(zone)))
    )
  } catch {
    return false
  }
}

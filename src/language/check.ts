import { RuleChecker } from './check-rule'
import { type Check, checkList, checkObject, isObject, show } from './check-shape'
import type { DefinitionProblem } from './definition-error'

/**
 * Every problem of a document, each with its place, what was found and what was wanted; none where it may be compiled
 * (LANGUAGE.md section 6). Never throws, whatever the input.
 *
 * @example
 * check({ aisle: 1, zone: 'UTC', currency: 'EUR', segments: [], traits: [], stages: [] }) // []
 */
export function check(document: unknown): DefinitionProblem[] {
  const problems: DefinitionProblem[] = []
  const report = (path: string, found: string, wanted: string) => void problems.push({ path, found, wanted })
  const references: Reference[] = []
  let place = ''
  const rules = new RuleChecker(report, (path, to) => references.push({ from: place, path, to }))
  const condition: Check = (path, value) => rules.condition(path, value)
  const name: Check = (path, value) => {
    if (typeof value !== 'string' || !/^[a-z][a-z0-9_]*$/.test(value)) report(path, show(value), 'a name in snake_case')
  }
  const version: Check = (path, value) => {
    if (!Number.isInteger(value) || (value as number) < 1) report(path, show(value), 'a whole number from 1')
  }
  const title: Check = (path, value) => {
    if (typeof value !== 'string') report(path, show(value), 'a string')
  }
  const named = (path: string, list: unknown, item: Check, least = 0) => {
    const names = new Set<unknown>()
    checkList(
      report,
      path,
      list,
      (p, value) => {
        const own = isObject(value) ? value.name : undefined
        place = `${path}.${own}`
        item(p, value)
        if (names.has(own)) report(`${p}.name`, show(own), 'a name used once in its list')
        names.add(own)
      },
      least,
    )
    return names
  }
  let segments = new Set<unknown>()
  checkObject(report, '', document, {
    aisle: (path, value) => value !== 1 && report(path, show(value), '1'),
    zone: (path, value) => isZone(value) || report(path, show(value), 'a time zone such as "UTC" or "Europe/Berlin"'),
    currency: (path, value) =>
      (typeof value === 'string' && /^[A-Z]{3}$/.test(value)) ||
      report(path, show(value), 'an ISO 4217 code such as "EUR"'),
    segments: (path, list) => {
      segments = named(path, list, (p, value) =>
        checkObject(report, p, value, { name, version, title, when: condition }),
      )
    },
    traits: (path, list) =>
      named(path, list, (p, value) =>
        checkObject(report, p, value, { name, version, title, value: (q, metric) => rules.metric(q, metric) }),
      ),
    stages: (path, list) =>
      named(path, list, (p, value) =>
        checkObject(report, p, value, {
          name,
          version,
          stages: (q, stages) =>
            named(q, stages, (r, stage) => checkObject(report, r, stage, { name, when: condition }), 1),
          otherwise: name,
        }),
      ),
  })
  for (const { path, to } of references)
    if (!segments.has(to)) report(path, show(to), 'the name of a segment of this document')
  for (const { from, path, to } of references)
    if (reaches(references, `segments.${to}`, from)) report(path, `a cycle through ${show(to)}`, 'rules that end')
  return problems
}

/** One rule naming a segment. */
interface Reference {
  readonly from: string
  readonly path: string
  readonly to: unknown
}

function reaches(references: readonly Reference[], from: string, target: string, seen = new Set<string>()): boolean {
  if (from === target) return true
  seen.add(from)
  return references.some((r) => {
    const next = `segments.${r.to}`
    return r.from === from && !(seen.has(next) && next !== target) && reaches(references, next, target, seen)
  })
}

function isZone(zone: unknown): boolean {
  try {
    return typeof zone === 'string' && !!new Intl.DateTimeFormat('en', { timeZone: zone })
  } catch {
    return false
  }
}

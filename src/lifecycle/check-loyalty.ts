import type { AisleDocument, Metric, Segment } from '../language/ast'
import { check } from '../language/check'
import { parseDuration } from '../language/duration'
import { LOYALTY_MEASURES } from './loyalty-measure'
import { type Findings, findings, isName, isRecord, refuse } from './refuse'

/** The options of a programme, all given, and perhaps wrong. */
interface Given {
  readonly tiers: unknown
  readonly points: unknown
  readonly period: unknown
  readonly name: unknown
}

/** Throws where a programme cannot be made of its options, with every problem. */
export function checkLoyalty({ tiers, points, period, name }: Given): void {
  const found = findings()
  const { problems, expect } = found
  expect(isName(name), 'name', name, 'a name in snake_case')
  const isPeriod = period === 'lifetime' || parseDuration(period)
  expect(!!isPeriod, 'period', period, 'a duration above 0 such as "365d", or "lifetime"')
  if (expect(Array.isArray(tiers) && tiers.length > 0, 'tiers', tiers, 'a list, not empty'))
    checkTiers(tiers as unknown[], found)
  if (expect(Array.isArray(points), 'points', points, 'a list'))
    for (const [i, rule] of (points as unknown[]).entries()) checkPoints(rule, `points[${i}]`, found)
  // What is in the rule language is looked at by its own checker, once the rest is as it should be.
  if (!problems.length) checkRules(tiers as Rules['tiers'], points as Rules['points'], found)
  refuse('loyalty programme', 'invalid_loyalty_programme', problems)
}

function checkTiers(tiers: readonly unknown[], { expect }: Findings): void {
  const names = new Set<unknown>(['none'])
  const reached = new Map<string, number>()
  for (const [i, tier] of tiers.entries()) {
    const path = `tiers[${i}]`
    if (!expect(isRecord(tier), path, tier, 'an object with a name and what the tier takes')) continue
    const { name, when, ...given } = tier as Record<string, unknown>
    expect(isName(name) && !names.has(name), `${path}.name`, name, 'a name in snake_case, used once and not "none"')
    names.add(name)
    const asks = Object.entries(given).filter(([, least]) => least !== undefined)
    expect(asks.length > 0 || when !== undefined, path, tier, 'at least one of spend, orders, points, when')
    for (const [measure, least] of asks) {
      const at = `${path}.${measure}`
      if (
        !expect(
          (LOYALTY_MEASURES as readonly string[]).includes(measure),
          at,
          least,
          'one of name, spend, orders, points, when',
        )
      )
        continue
      const before = reached.get(measure) ?? 0
      const wanted = `a number from ${before}, what the tiers below take`
      if (expect(Number.isFinite(least) && (least as number) >= before, at, least, wanted))
        reached.set(measure, least as number)
    }
  }
}

function checkPoints(rule: unknown, path: string, { expect }: Findings): void {
  if (!expect(isRecord(rule), path, rule, 'an object with of, points and perhaps field')) return
  const { of, field, points, ...rest } = rule as Record<string, unknown>
  for (const [key, value] of Object.entries(rest)) expect(false, `${path}.${key}`, value, 'one of of, field, points')
  expect(Number.isFinite(points), `${path}.points`, points, 'a finite number')
  expect(field === undefined || typeof field === 'string', `${path}.field`, field, 'a field path')
  if (expect(isRecord(of), `${path}.of`, of, 'a selector'))
    expect(!('within' in (of as object)), `${path}.of.within`, (of as { within: unknown }).within, 'none: see period')
}

interface Rules {
  readonly tiers: readonly { readonly name: string; readonly when?: never }[]
  readonly points: readonly { readonly of: never; readonly field?: string }[]
}

function checkRules(tiers: Rules['tiers'], points: Rules['points'], { problems }: Findings): void {
  // Segments of the document that the programme goes into are checked there.
  const named = new Set([...JSON.stringify(tiers).matchAll(/"segment":"(\w+)"/g)].map(([, name]) => name!))
  const segments = [...named].map((name): Segment => ({ name, version: 1, title: '', when: { exists: 0 } }))
  const traits = points.map(({ of, field }, i) => {
    const value: Metric = field === undefined ? { count: of } : { sum: field, of }
    return { name: `points_${i}`, version: 1, title: '', value }
  })
  const stages = tiers.map(({ name, when = { exists: 0 } }) => ({ name, when }))
  const set = { name: 'tiers', version: 1, stages, otherwise: 'none' }
  const document: AisleDocument = { aisle: 1, zone: 'UTC', currency: 'EUR', segments, traits, stages: [set] }
  for (const { path, ...problem } of check(document)) {
    const own = path
      .replace(/^stages\[0\]\.stages\[(\d+)\]/, 'tiers[$1]')
      .replace(/^traits\[(\d+)\]\.value\.(count|of)/, 'points[$1].of')
      .replace(/^traits\[(\d+)\]\.value\.sum/, 'points[$1].field')
    problems.push({ path: own, ...problem })
  }
}

import type { Duration } from '../language/ast'
import { orderGap, silenceSource } from '../lifecycle/traits'
import { renderValue } from '../vocabulary/problem'
import { refusal } from './refuse'
import { quantile, type Template } from './template'

/**
 * For each segment or stage set by name: which of its durations is which quantile of the shop's own gaps.
 *
 * @example
 * // The 45 days of the segment become the gap that nine in ten repeat buyers keep to, where there are enough of them.
 * const thresholds: SilenceThresholds = { at_risk: { '45d': 0.9 } }
 * const template = silenceTemplate(builtin, thresholds)
 */
export type SilenceThresholds = { readonly [rule: string]: { readonly [stated: Duration]: number } }

/**
 * The built-in thresholds on silence, and the share of repeat buyers whose mean gap between orders is at most as long:
 * quieter than three in four is a pause, quieter than nineteen in twenty the end.
 *
 * @example
 * silenceTemplate(builtin, { ...SILENCE_THRESHOLDS, at_risk: { '45d': 0.8, '120d': 0.95 } })
 */
export const SILENCE_THRESHOLDS: SilenceThresholds = {
  purchase_journey: { '30d': 0.75, '180d': 0.95 },
  at_risk: { '45d': 0.75, '120d': 0.95 },
  lapsed: { '120d': 0.95 },
}

/**
 * A document whose thresholds on silence are to come from the shop's own gaps between orders: `calibrate` fills them in
 * from its repeat buyers where there are enough, and leaves the durations that the document states where there are not.
 * The trait `silence_source` of the document says of every answer which it was.
 *
 * Only durations that something is compared with are thresholds: windows (`within`) stay. A rule that the document lacks
 * is passed over.
 *
 * @param thresholds @default SILENCE_THRESHOLDS
 * @throws RangeError with code `invalid_calibration` where a rule has no such duration.
 * @example
 * const { document, artefact } = calibrate(silenceTemplate(builtin), shoppers, { now: Date.now() })
 * compile(document).shopper().at(Date.now()).traits.silence_source // => 'population'
 */
export function silenceTemplate(base: Template, thresholds: SilenceThresholds = SILENCE_THRESHOLDS): Template {
  const asked: [Duration, number][] = []
  const replace = <Rule extends { readonly name: string }>(rule: Rule): Rule => {
    if (!Object.hasOwn(thresholds, rule.name)) return rule
    return Object.entries(thresholds[rule.name]!).reduce((changed, [stated, q]) => {
      asked.push([stated as Duration, q])
      return withQuantile(changed, stated as Duration, q)
    }, rule)
  }
  const segments = base.segments.map(replace)
  const stages = base.stages.map(replace)
  const [first] = asked
  if (!first) return base
  const value = quantile(orderGap.name, first[1], { else: first[0], give: 'source' })
  const traits = base.traits.filter(({ name }) => name !== silenceSource.name)
  return { ...base, segments, stages, traits: [...traits, { ...silenceSource, value }] }
}

/** A rule with a quantile in the place of each comparison with a duration. */
function withQuantile<Rule extends { readonly name: string }>(rule: Rule, stated: Duration, q: number): Rule {
  let found = false
  const inside = (value: unknown, compared: boolean): unknown => {
    if (value === stated && compared) {
      found = true
      return quantile(orderGap.name, q, { else: stated })
    }
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map((one) => inside(one, compared))
    // The keys of a `where` are fields, and its strings texts.
    const entries = Object.entries(value).map(([key, one]) => [
      key,
      key === 'where' ? one : inside(one, COMPARISONS.has(key)),
    ])
    return Object.fromEntries(entries)
  }
  const changed = inside(rule, false) as Rule
  if (!found) throw refusal(rule.name, renderValue(stated), 'a duration that the rule compares with')
  return changed
}

const COMPARISONS = new Set(['eq', 'ne', 'gt', 'gte', 'lt', 'lte'])

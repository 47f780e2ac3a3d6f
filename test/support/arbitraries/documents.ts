import fc from 'fast-check'
import type { AisleDocument, Condition, Metric, Segment, StageSet, Trait } from '../../../src/language/ast'
import { oneOf, weighted } from './alphabet'
import { conditions } from './conditions'
import { ages, exactNumbers, gaps, mixedMetrics, numberMetrics, textMetrics } from './metrics'

const ZONES = ['UTC', 'America/New_York', 'Asia/Ho_Chi_Minh', 'Australia/Lord_Howe']

const traitMetrics = weighted<Metric>(
  [4, exactNumbers],
  [4, numberMetrics(conditions(0))],
  [2, textMetrics.map(({ metric }) => metric)],
  [2, mixedMetrics.map(({ metric }) => metric)],
  [1, gaps('any')],
  [1, ages],
  [1, oneOf([1, 'text', true])],
)

const stageConditions = fc.array(conditions(1), { minLength: 2, maxLength: 4 })

/**
 * Valid documents over the whole language: one to four segments, up to three traits and two stage sets. Segments
 * refer to those with a lower number, which may come later in the list.
 */
export function documents(): fc.Arbitrary<AisleDocument> {
  return fc
    .record({
      zone: oneOf(ZONES),
      whens: fc.array(conditions(2), { minLength: 1, maxLength: 4, size: 'max' }),
      reversed: fc.boolean(),
      values: fc.array(traitMetrics, { maxLength: 3, size: 'max' }),
      sets: weighted(
        [2, fc.array(stageConditions, { maxLength: 1 })],
        [1, fc.array(stageConditions, { maxLength: 2 })],
      ),
    })
    .map(({ zone, whens, reversed, values, sets }) => {
      const segments = whens.map(segment)
      return {
        aisle: 1,
        zone,
        currency: 'EUR',
        segments: reversed ? segments.reverse() : segments,
        traits: values.map((value, index) => trait(refer(value, whens.length), index)),
        stages: sets.map((stages, index) => stageSet(refer(stages, whens.length), index)),
      }
    })
}

function segment(when: Condition, index: number): Segment {
  return { name: `s${index}`, version: 1, title: `S${index}`, when: refer(when, index) }
}

function trait(value: Metric, index: number): Trait {
  return { name: `t${index}`, version: 1, title: `T${index}`, value }
}

function stageSet(stages: readonly Condition[], index: number): StageSet {
  const named = stages.map((when, stage) => ({ name: `stage${stage}`, when }))
  return { name: `set${index}`, version: 1, stages: named, otherwise: 'other' }
}

/** Makes every reference one of the first `known` segments; where there is none, what is always true stands for it. */
function refer<T>(rule: T, known: number): T {
  if (Array.isArray(rule)) return rule.map((each) => refer(each, known)) as T
  if (typeof rule !== 'object' || rule === null) return rule
  if ('segment' in rule) {
    if (known === 0) return { exists: { count: { event: '*' } } } as T
    return { segment: `s${Math.min(Number(String(rule.segment).slice(1)), known - 1)}` } as T
  }
  return Object.fromEntries(Object.entries(rule).map(([key, value]) => [key, refer(value, known)])) as T
}

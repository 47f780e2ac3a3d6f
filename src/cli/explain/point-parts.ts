import type { Because } from '../../engine/explain'
import type { Shopper } from '../../engine/shopper'
import type { AisleDocument, Condition } from '../../language/ast'

/** What points are given for in a document, to be asked as if each were a segment. */
export interface PointParts {
  /** The document with a segment more for each such condition. It keeps nothing more for a shopper, as leaves are shared. */
  readonly document: AisleDocument
  /** Why one of these conditions is as it is. */
  readonly because: (shopper: Shopper, condition: Condition, now: number) => Because | undefined
}

/** Makes what points are given for askable: the engine itself tells no more of points than their sum. */
export function pointParts(document: AisleDocument): PointParts {
  const taken = new Set(document.segments.map(({ name }) => name))
  const names = new Map<string, string>()
  for (const condition of conditionsOf([document.segments, document.stages, document.traits])) {
    let name = `points_part_${names.size}`
    while (taken.has(name)) name += '_'
    taken.add(name)
    names.set(JSON.stringify(condition), name)
  }
  const parts = [...names].map(([when, name]) => ({
    name,
    version: 1,
    title: name,
    when: JSON.parse(when) as Condition,
  }))
  return {
    document: { ...document, segments: [...document.segments, ...parts] },
    because: (shopper, condition, now) => {
      const name = names.get(JSON.stringify(condition))
      return name === undefined ? undefined : shopper.explain(name, now)?.because[0]
    },
  }
}

/** The conditions of every `points` within a value. */
function conditionsOf(value: unknown): Condition[] {
  if (typeof value !== 'object' || value === null) return []
  const { points } = value as { points?: readonly (readonly [number, Condition])[] }
  const own = Array.isArray(points) ? points.map(([, condition]) => condition) : []
  return [...own, ...Object.values(value).flatMap(conditionsOf)]
}

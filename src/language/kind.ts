import type { Metric } from './ast'
import { parseDuration } from './duration'

/** What a metric gives. `scalar`: a field's value, whose type only the events know. */
export type Kind = 'number' | 'string' | 'boolean' | 'duration' | 'age' | 'scalar'

/** The kinds of the metrics that are not numbers. */
const KINDS: Record<string, Kind> = { age: 'age', gap: 'duration', first: 'scalar', last: 'scalar', mode: 'scalar' }

/** The kind of a well-formed metric. */
export function kindOf(metric: Metric): Kind {
  if (typeof metric !== 'object') return typeof metric as Kind
  const [op, operands] = Object.entries(metric).find(([key]) => key !== 'of')!
  const durations = /^(ratio|add|sub|mul)$/.test(op) ? kindsOf(operands).filter(isTimed).length : 0
  if (durations) return durations > 1 && op === 'ratio' ? 'number' : 'duration'
  return KINDS[op] ?? 'number'
}

/** The kinds of two metrics side by side: a string beside a duration is read as one. */
export function kindsOf([a, b]: readonly [Metric, Metric]): [Kind, Kind] {
  const kinds: [Kind, Kind] = [kindOf(a), kindOf(b)]
  if (isTimed(kinds[1]) && parseDuration(a) !== undefined) kinds[0] = 'duration'
  if (isTimed(kinds[0]) && parseDuration(b) !== undefined) kinds[1] = 'duration'
  return kinds
}

/** Whether a kind is counted in milliseconds. */
export function isTimed(kind: unknown): boolean {
  return kind === 'duration' || kind === 'age'
}

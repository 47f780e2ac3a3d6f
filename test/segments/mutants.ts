import type { Segment, StageSet } from '../../src/language/ast'
import { parseDuration } from '../../src/language/duration'

/** A definition with one thing changed, and what that is. */
export interface Mutant<T> {
  readonly what: string
  readonly definition: T
}

const FLIPS: Readonly<Record<string, readonly string[]>> = {
  gte: ['gt', 'lt'],
  gt: ['gte', 'lte'],
  lte: ['lt', 'gt'],
  lt: ['lte', 'gte'],
  eq: ['ne'],
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** Every way to change a single thing in a value: what, and the changed value. */
function* changes(value: unknown, path = ''): Generator<readonly [string, unknown]> {
  if (!isObject(value)) return
  const list = Array.isArray(value)
  for (const [key, inner] of Object.entries(value)) {
    const here = `${path}.${key}`
    const put = (changed: unknown): unknown => {
      if (list) return value.map((each, i) => (String(i) === key ? changed : each))
      return { ...value, [key]: changed }
    }
    for (const flip of list || !Array.isArray(inner) ? [] : (FLIPS[key] ?? [])) {
      yield [`${here} is ${flip}`, { [flip]: inner }]
    }
    if (key === 'eq' && Array.isArray(inner) && typeof inner[1] !== 'number') {
      for (const flip of ['gte', 'lte']) yield [`${here} is ${flip}`, { [flip]: inner }]
    }
    if (FLIPS[key] && Array.isArray(inner) && typeof inner[1] === 'number') {
      const step = Number.isInteger(inner[1]) ? 1 : inner[1] / 10
      yield [`${here} of less`, put([inner[0], inner[1] - step])]
      yield [`${here} of more`, put([inner[0], inner[1] + step])]
    }
    if (key === 'mul' && Array.isArray(inner)) {
      for (const n of [-0.001, 0.001]) yield [`${here} by ${n} more`, put([inner[0], (inner[1] as number) + n])]
    }
    if (key === 'at_least') for (const n of [-1, 1]) yield [`${here} ${n}`, put((inner as number) + n)]
    // One of several parts, events or values left out.
    if (Array.isArray(inner) && inner.length > 1 && !FLIPS[key] && !/^(ratio|add|sub|mul|sequence)$/.test(key)) {
      for (const i of inner.keys()) yield [`${here} without ${i}`, put(inner.filter((_, j) => i !== j))]
    }
    if (key === 'where' || key === 'once' || key === 'each' || (key === 'within' && inner === 'visit')) {
      const { [key]: _, ...rest } = value
      const field = JSON.stringify(value).includes('"distinct":"product')
      if (!(key === 'each' && field)) yield [`${path} without ${key}`, rest]
    }
    for (const [what, changed] of changes(inner, here)) yield [what, put(changed)]
  }
}

/** Each duration of a definition, a millisecond shorter and longer wherever it stands. */
function* durations(text: string): Generator<readonly [string, string]> {
  for (const found of new Set(text.match(/"\d+(ms|s|m|h|d|w)"/g))) {
    const ms = parseDuration(JSON.parse(found))!
    for (const changed of [ms - 1, ms + 1]) {
      if (changed >= 0) yield [`${found} as ${changed} ms`, text.replaceAll(found, `"${changed}ms"`)]
    }
  }
}

/**
 * A definition with one thing changed in each: a comparison flipped, a whole number by one, a share by a tenth, a multiple by a
 * thousandth, a duration by a millisecond, and a part, a test, `once` or `each` left out.
 */
export function mutantsOf<T extends Segment | StageSet>(definition: T): Mutant<T>[] {
  const text = JSON.stringify(definition)
  const plain = JSON.parse(text) as T
  const key = 'when' in plain ? 'when' : 'stages'
  const all = [...changes((plain as never)[key])].map(
    ([what, changed]) => [what, { ...plain, [key]: changed }] as const,
  )
  const timed = [...durations(text)].map(([what, changed]) => [what, JSON.parse(changed) as T] as const)
  return [...all, ...timed].map(([what, mutant]) => ({ what, definition: mutant as T }))
}

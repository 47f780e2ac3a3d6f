import type { NestedCondition, TopLevelCondition } from 'json-rules-engine'
import type { Condition, Metric } from '../../../src/language/ast'
import { parseDuration } from '../../../src/language/duration'
import { METRICS } from './definitions'

const FACTS = new Map(Object.entries(METRICS).map(([name, metric]) => [JSON.stringify(metric), name]))

type Side = { readonly fact: string } | { readonly value: unknown }

/** A side of a comparison: a fact of the profile, or a literal; durations as milliseconds. */
function side(metric: Metric): Side {
  const fact = FACTS.get(JSON.stringify(metric))
  if (fact) return { fact }
  return { value: parseDuration(metric) ?? metric }
}

/** Operator and argument of a condition. */
function parts(condition: Condition): { op: string; argument: never; of: readonly Condition[] } {
  const { of, ...rest } = condition as { of?: readonly Condition[] }
  const [op, argument] = Object.entries(rest)[0]! as [string, never]
  return { op, argument, of: of ?? [] }
}

const LOGIC: Readonly<Record<string, string>> = { eq: '===', ne: '!==', gt: '>', gte: '>=', lt: '<', lte: '<=' }

/** The same rule over a profile, as JsonLogic. */
export function jsonLogic(condition: Condition): object {
  const { op, argument, of } = parts(condition)
  const operand = (metric: Metric) => {
    const found = side(metric)
    return 'fact' in found ? { var: found.fact } : found.value
  }
  if (op === 'all') return { and: (argument as Condition[]).map(jsonLogic) }
  if (op === 'any') return { or: (argument as Condition[]).map(jsonLogic) }
  if (op === 'not') return { '!': [jsonLogic(argument)] }
  if (op === 'at_least') return { '>=': [{ '+': of.map((part) => ({ if: [jsonLogic(part), 1, 0] })) }, argument] }
  const [left, right] = argument as [Metric, never]
  if (op === 'in') return { in: [operand(left), right] }
  return { [LOGIC[op]!]: [operand(left), operand(right)] }
}

const OPERATORS: Readonly<Record<string, string>> = {
  eq: 'equal',
  ne: 'notEqual',
  gt: 'greaterThan',
  gte: 'greaterThanInclusive',
  lt: 'lessThan',
  lte: 'lessThanInclusive',
  in: 'in',
}

/** The same rule over a profile, as json-rules-engine has it. */
export function jsonRules(condition: Condition): TopLevelCondition {
  const made = nested(condition)
  return ('all' in made || 'any' in made || 'not' in made ? made : { all: [made] }) as TopLevelCondition
}

function nested(condition: Condition): NestedCondition {
  const { op, argument, of } = parts(condition)
  if (op === 'all' || op === 'any') return { [op]: (argument as Condition[]).map(nested) } as unknown as NestedCondition
  if (op === 'not') return { not: nested(argument) }
  if (op === 'at_least') return { any: choices(of, argument).map((all) => ({ all: all.map(nested) })) }
  const [left, right] = argument as [Metric, never]
  const operand = op === 'in' ? { value: right } : side(right)
  const { fact } = side(left) as { fact: string }
  return { fact, operator: OPERATORS[op]!, value: 'fact' in operand ? operand : operand.value }
}

/** All ways to choose so many of a list: it knows no "at least". */
function choices<T>(list: readonly T[], n: number): T[][] {
  if (n === 0) return [[]]
  return list.flatMap((one, i) => choices(list.slice(i + 1), n - 1).map((rest) => [one, ...rest]))
}

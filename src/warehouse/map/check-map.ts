import type { z } from 'zod'
import { fieldPath, renderValue } from '../../vocabulary/problem'
import {
  type MapDefinition,
  type MapProblem,
  mapSchema,
  skipRuleSchema,
  timeSourceSchema,
  valueSourceSchema,
} from './map-schema'
import { timeFormatProblem } from './map-time'

/** Every problem of a mapping, each with its place; none where it may be used. */
export function checkMap(json: unknown): MapProblem[] {
  const result = mapSchema.safeParse(json)
  if (!result.success) return result.error.issues.flatMap((issue) => describeIssue(issue, json, []))
  return checkMeaning(result.data)
}

/** What the shape alone does not say. */
function checkMeaning(map: MapDefinition): MapProblem[] {
  const problems: MapProblem[] = []
  if (!map.shopper_id && !map.visitor_id && !map.user_id)
    problems.push({ path: 'shopper_id', found: 'nothing', wanted: 'a shopper_id, user_id or visitor_id' })
  const { zone, format } = typeof map.time === 'string' ? {} : map.time
  const problem = timeFormatProblem(format, zone)
  if (problem) problems.push(problem)
  map.skip?.forEach((rule, i) => {
    const { column: _, reason: __, ...tests } = rule
    if (!Object.keys(tests).length)
      problems.push({ path: `skip[${i}]`, found: 'no test', wanted: 'one of empty, in, starts_with, lt, lte, gt, gte' })
  })
  return problems
}

type Issue = z.core.$ZodIssue

function describeIssue(issue: Issue, json: unknown, before: readonly PropertyKey[]): MapProblem[] {
  const at = [...before, ...issue.path]
  const path = at.reduce<string>(
    (parent, key) => (typeof key === 'number' ? `${parent}[${key}]` : fieldPath(parent, String(key))),
    '',
  )
  const value = at.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown>)?.[key], json)
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: fieldPath(path, key), found: 'an unknown key', wanted: known(at) }))
  if (issue.code === 'invalid_union') return describeUnion(issue.errors, value, json, at, path)
  const wanted = issue.message.replace(/^Invalid (input|option): expected /, '').replace(/, received .*$/, '')
  return [{ path, found: renderValue(value), wanted }]
}

/** Of the forms that a value may have, the problems of the one that it comes nearest to. */
function describeUnion(
  errors: readonly (readonly Issue[])[],
  value: unknown,
  json: unknown,
  at: readonly PropertyKey[],
  path: string,
): MapProblem[] {
  const misfits = (issues: readonly Issue[]) =>
    issues.filter(({ code, path }) => code === 'invalid_type' && !path.length)
  const near = errors.filter((issues) => !misfits(issues).length)
  const count = (issues: readonly Issue[]) =>
    issues.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 1), 0)
  const best = near.reduce<readonly Issue[] | undefined>((a, b) => (a && count(a) <= count(b) ? a : b), undefined)
  if (best) return best.flatMap((issue) => describeIssue(issue, json, at))
  const last = at[at.length - 1]
  const wanted =
    last === 'group_by' ? 'a column, or a list of columns' : 'a column, {"column": ...} or {"constant": ...}'
  return [{ path, found: renderValue(value), wanted }]
}

/** The keys that may stand at a place. */
function known(at: readonly PropertyKey[]): string {
  if (!at.length) return `one of ${Object.keys(mapSchema.shape).join(', ')}`
  const schema = at[0] === 'skip' ? skipRuleSchema : at[0] === 'time' ? timeSourceSchema : valueSourceSchema
  const shapes = 'shape' in schema ? [schema] : schema.options.filter((option) => 'shape' in option)
  return `one of ${[...new Set(shapes.flatMap(({ shape }) => Object.keys(shape)))].join(', ')}`
}

import type { AisleDocument, Condition, Metric } from '../../language/ast'
import type { Dialect } from './dialect'
import type { Value } from './value'

/**
 * A column of an answer.
 *
 * @example
 * const segmentsAmong = (columns: readonly AnswerColumn[]) => columns.filter(({ kind }) => kind === 'segment')
 * const { columns } = sql(defineDocument({ segments: [vip], stages: [aida] }), { dialect: 'duckdb', now })
 * segmentsAmong(columns).map(({ column }) => column) // => ['segment_vip']
 */
export interface AnswerColumn {
  /** Its name: `segment_<name>`, `stage_<name>`, `trait_<name>`. */
  readonly column: string
  readonly kind: 'segment' | 'stage' | 'trait'
  /** Of the segment, stage set or trait. */
  readonly name: string
  /** Of a trait: `number` and `text` as they are, `boolean` as 1 and 0, `tagged` as `readTag` reads it. */
  readonly type: Value['type']
}

/** What answers are written with. */
export interface AnswerParts {
  readonly dialect: Dialect
  readonly metric: (metric: Metric) => Value
  readonly condition: (condition: Condition) => string
}

/** The end of a query: whether each segment's condition holds, and what is answered. */
export interface Answers {
  /** Common table expressions, those that segments refer to before those that refer to them. */
  readonly commons: readonly string[]
  readonly select: string
  readonly columns: readonly AnswerColumn[]
}

/** Writes the answers of a checked document over the facts about each shopper. */
export function answersOf(document: AisleDocument, { dialect, metric, condition }: AnswerParts): Answers {
  const { segments, stages, traits } = document
  const conditions = segments.map(({ name, title, when }) => ({ name, title, when, sql: condition(when) }))
  const commons: string[] = []
  let from = 'facts'
  for (const level of levelsOf(document)) {
    const columns = conditions
      .filter(({ name }) => level.has(name))
      .map(({ name, title, sql }) => `  -- ${oneLine(title)}\n  ${sql} AS is_${name}`)
    const name = `answers_${commons.length + 1}`
    commons.push(
      `${dialect.common(name)}\n  SELECT ${from}.*,\n  ${columns.join(',\n').replaceAll('\n', '\n  ')}\n  FROM ${from}\n)`,
    )
    from = name
  }
  const said: { readonly sql: string; readonly column: AnswerColumn; readonly comment: string }[] = [
    ...segments.map(({ name, title }) => ({
      sql: `CASE WHEN is_${name} THEN 'in' WHEN NOT is_${name} THEN 'out' ELSE 'unknown' END`,
      column: { column: `segment_${name}`, kind: 'segment', name, type: 'text' } as const,
      comment: title,
    })),
    ...stages.map(({ name, stages: list, otherwise }) => {
      const cases = list.map((stage) => `WHEN ${condition(stage.when)} THEN ${dialect.text(stage.name)}`)
      return {
        sql: `CASE ${cases.join('\n    ')}\n    ELSE ${dialect.text(otherwise)} END`,
        column: { column: `stage_${name}`, kind: 'stage', name, type: 'text' } as const,
        comment: '',
      }
    }),
    ...traits.map(({ name, title, value }) => {
      const { sql, type } = metric(value)
      return { sql, column: { column: `trait_${name}`, kind: 'trait', name, type } as const, comment: title }
    }),
  ]
  const lines = said.map(
    ({ sql, column, comment }) => `${comment && `  -- ${oneLine(comment)}\n`}  ${sql} AS ${column.column}`,
  )
  return {
    commons,
    select: `SELECT ${['shopper_id', ...lines].join(',\n')}\nFROM ${from}`,
    columns: said.map(({ column }) => column),
  }
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ')
}

/** The segments by how many others stand between them and facts. */
function levelsOf({ segments }: AisleDocument): ReadonlySet<string>[] {
  const references = new Map(segments.map(({ name, when }) => [name, referencesIn(when)]))
  const depths = new Map<string, number>()
  const depth = (name: string): number => {
    const known = depths.get(name)
    if (known !== undefined) return known
    const found = 1 + Math.max(-1, ...references.get(name)!.map(depth))
    depths.set(name, found)
    return found
  }
  const levels: Set<string>[] = []
  for (const { name } of segments) {
    const level = depth(name)
    while (levels.length <= level) levels.push(new Set())
    levels[level]!.add(name)
  }
  return levels
}

/** Names of segments in a rule. A selector's `where` may have a field of that name, which is no reference. */
function referencesIn(rule: unknown): string[] {
  if (Array.isArray(rule)) return rule.flatMap(referencesIn)
  if (typeof rule !== 'object' || !rule || 'event' in rule) return []
  const { segment } = rule as { readonly segment?: unknown }
  return typeof segment === 'string' ? [segment] : Object.values(rule).flatMap(referencesIn)
}

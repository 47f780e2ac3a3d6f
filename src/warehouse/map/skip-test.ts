import type { MapDefinition, SkipRule } from './map-schema'
import { columnReader, type Row, toNumber } from './value-source'

/** Why a row is left out, by the first rule of a map that holds for it; undefined where it stays. */
export function createSkipTest({ skip = [], decimal }: MapDefinition): (row: Row) => string | undefined {
  const rules = skip.map((rule) => ({
    reason: rule.reason ?? inWords(rule),
    read: columnReader(rule.column),
    holds: createTest(rule, decimal),
  }))
  return (row) => rules.find(({ read, holds }) => holds(read(row)))?.reason
}

function createTest(rule: SkipRule, decimal: MapDefinition['decimal']): (value: unknown) => boolean {
  const texts = rule.in?.map(String)
  const compare: readonly (readonly [number | undefined, (a: number, b: number) => boolean])[] = [
    [rule.lt, (a, b) => a < b],
    [rule.lte, (a, b) => a <= b],
    [rule.gt, (a, b) => a > b],
    [rule.gte, (a, b) => a >= b],
  ]
  return (value) => {
    if (rule.empty !== undefined && rule.empty !== (value === undefined)) return false
    if (texts && !texts.includes(String(value))) return false
    if (rule.starts_with !== undefined && !String(value ?? '').startsWith(rule.starts_with)) return false
    const number = toNumber(value, decimal)
    return compare.every(
      ([limit, holds]) => limit === undefined || (typeof number === 'number' && holds(number, limit)),
    )
  }
}

function inWords({ column, reason: _, ...tests }: SkipRule): string {
  const said = Object.entries(tests).map(([test, wanted]) => `${test} ${JSON.stringify(wanted)}`)
  return `${column} ${said.join(' and ')}`
}

import type { Condition, Metric, Scalar, Segment, Selector, StageSet } from '../../src/index'

/** Builders whose first argument is a field, and then the events. */
const OF_FIELDS = ['sum', 'mean', 'min', 'max', 'distinct', 'first', 'last', 'mode']
const ARITHMETIC: Readonly<Record<string, string>> = { ratio: 'per', add: 'plus', sub: 'minus', mul: 'times' }

/**
 * A definition in TypeScript: the code whose builders give this very JSON.
 *
 * @param definition One that `check` has nothing against.
 * @example
 * builderCode({ name: 'buyer', version: 1, title: 'Bought', when: { gte: [{ count: { event: 'order_completed' } }, 1] } })
 */
export function builderCode(definition: Segment | StageSet): string {
  const used = new Set<string>()
  const body = 'when' in definition ? segmentCode(definition, used) : stagesCode(definition, used)
  return `import { ${[...used].sort().join(', ')} } from 'aisle'\n\n${body}\n`
}

type Used = Set<string>

const text = (value: unknown) => JSON.stringify(value)
const use = (used: Used, name: string) => {
  used.add(name)
  return name
}

function segmentCode({ name, version, title, when }: Segment, used: Used): string {
  const head = `name: ${text(name)}, version: ${version}, title: ${text(title)},`
  return `export const segment = ${use(used, 'defineSegment')}({\n  ${head}\n  when: ${condition(when, used, '  ')},\n})`
}

function stagesCode({ name, version, stages, otherwise }: StageSet, used: Used): string {
  const items = stages.map(
    (stage) => `    { name: ${text(stage.name)}, when: ${condition(stage.when, used, '    ')} },\n`,
  )
  const head = `name: ${text(name)}, version: ${version}, otherwise: ${text(otherwise)},`
  return `export const stages = ${use(used, 'defineStages')}({\n  ${head}\n  stages: [\n${items.join('')}  ],\n})`
}

function condition(rule: Condition, used: Used, indent: string): string {
  const deeper = `${indent}  `
  const parts = (list: readonly Condition[], before = '') => {
    const said = list.map((part) => condition(part, used, deeper))
    return `(${before}\n${said.map((part) => `${deeper}${part},\n`).join('')}${indent})`
  }
  if ('all' in rule) return use(used, 'all') + parts(rule.all)
  if ('any' in rule) return use(used, 'any') + parts(rule.any)
  if ('at_least' in rule) return use(used, 'atLeast') + parts(rule.of, `${rule.at_least},`)
  if ('not' in rule) return `${use(used, 'not')}(${condition(rule.not, used, indent)})`
  if ('segment' in rule) return `${use(used, 'inSegment')}(${text(rule.segment)})`
  if ('exists' in rule) return ofMetric(rule, rule.exists, () => 'exists()', used, indent)
  if ('in' in rule) return ofMetric(rule, rule.in[0], () => `in(${text(rule.in[1])})`, used, indent)
  if ('sequence' in rule) {
    const { sequence, ...options } = rule
    const steps = sequence.map((step) => `${deeper}${text(step)},\n`).join('')
    return `${use(used, 'sequence')}([\n${steps}${indent}]${'within' in options ? `, ${text(options)}` : ''})`
  }
  const [[operator, [left, right]]] = Object.entries(rule) as [[string, [Metric, Metric]]]
  const compared = () => `${operator}(${metric(right, used, indent)})`
  // A literal before the dot needs a builder of its own.
  return isScalar(left)
    ? `${use(used, 'literal')}(${text(left)}).${compared()}`
    : ofMetric(rule, left, compared, used, indent)
}

/** A condition as a method of its metric; where no builder makes the metric, the JSON that it is. */
function ofMetric(rule: Condition, of: Metric, method: () => string, used: Used, indent: string): string {
  return isBuilt(of) ? `${metric(of, used, indent)}.${method()}` : text(rule)
}

const isScalar = (value: Metric): value is Scalar => typeof value !== 'object'

/** Whether builders make this metric, so that it has their methods: arithmetic that begins with a literal has not. */
function isBuilt(value: Metric): boolean {
  if (isScalar(value)) return false
  const [[operator, argument]] = Object.entries(value) as [[string, [Metric, Metric]]]
  return ARITHMETIC[operator] === undefined || isBuilt(argument[0])
}

function metric(value: Metric, used: Used, indent: string): string {
  if (isScalar(value)) return text(value)
  const [[operator, argument]] = Object.entries(value) as [[string, never]]
  if (operator === 'points') {
    const pairs = (argument as [number, Condition][]).map(([w, rule]) => `[${w}, ${condition(rule, used, indent)}]`)
    return `${use(used, 'points')}(${pairs.join(', ')})`
  }
  const method = ARITHMETIC[operator]
  if (method !== undefined) {
    const [left, right] = argument as [Metric, Metric]
    return !isBuilt(left) ? text(value) : `${metric(left, used, indent)}.${method}(${metric(right, used, indent)})`
  }
  const selector: Selector = 'of' in value ? value.of : argument
  const before = operator === 'age' || OF_FIELDS.includes(operator) ? `${text(argument)}, ` : ''
  return `${use(used, operator)}(${before}${text(selector.event)})${narrowed(selector)}`
}

function narrowed({ event, ...rest }: Selector): string {
  return Object.entries(rest)
    .map(([key, value]) => `.${key}(${text(value)})`)
    .join('')
}

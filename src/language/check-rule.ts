import { checkDuration, checkSelector } from './check-selector'
import { at, checkList, isObject, isScalar, own, type Report, show } from './check-shape'
import { parseDuration } from './duration'
import { parsePath } from './path'

/** What a metric gives; `scalar` is a field's value, whose type only the events know; `undefined` is already reported. */
type Kind = 'number' | 'string' | 'boolean' | 'duration' | 'age' | 'scalar' | undefined

/** A metric's kind, and whether a duration window shapes it. */
interface Typed {
  readonly kind: Kind
  readonly windowed: boolean
}

/** Rules nested deeper than this are refused, so that a hostile document cannot exhaust the stack. */
const MAX_DEPTH = 60

/** Checks conditions and metrics, their types included: LANGUAGE.md sections 4 and 5. */
export class RuleChecker {
  /** How many selectors with a duration window have been met. */
  windows = 0
  #depth = 0

  constructor(
    readonly report: Report,
    /** Called for every `{"segment": name}` met. */
    readonly onReference: (path: string, name: unknown) => void,
  ) {}

  /** Checks a condition. */
  condition(path: string, value: unknown): void {
    this.#nested(path, () => {
      const op = this.#operator(path, value, CONDITIONS)
      if (op) CONDITIONS[op]!(this, at(path, op), (value as Record<string, unknown>)[op], path, value as never)
    })
  }

  /** Checks a metric and gives its type. */
  metric(path: string, value: unknown): Typed {
    if (isScalar(value)) return { kind: typeof value as Kind, windowed: false }
    const before = this.windows
    const kind = this.#nested(path, () => {
      const op = this.#operator(path, value, METRICS)
      return op && METRICS[op]!(this, at(path, op), (value as Record<string, unknown>)[op], path, value as never)
    }) as Kind
    return { kind, windowed: this.windows > before }
  }

  #nested<T>(path: string, check: () => T): T | undefined {
    if (this.#depth >= MAX_DEPTH) {
      this.report(path, 'deeper nesting', `at most ${MAX_DEPTH} levels`)
      return undefined
    }
    this.#depth++
    try {
      return check()
    } finally {
      this.#depth--
    }
  }

  /** The operator that names the shape; an object with two, none, or an unknown key is reported. */
  #operator(path: string, value: unknown, table: Record<string, unknown>): string | undefined {
    const op = isObject(value) ? Object.keys(value).find((key) => Object.hasOwn(table, key)) : undefined
    if (!op) {
      this.report(path, show(value), `an object with one of ${Object.keys(table).join(', ')}`)
      return undefined
    }
    const beside = BESIDE[op] ?? []
    for (const key of Object.keys(value as object))
      if (key !== op && !beside.includes(key))
        this.report(at(path, key), 'an unknown key', `only ${[op, ...beside].join(', ')}`)
    return op
  }
}

type Row<T> = (check: RuleChecker, path: string, arg: unknown, outer: string, whole: Record<string, unknown>) => T

/** The keys that may stand beside an operator. */
const BESIDE: Record<string, readonly string[]> = { at_least: ['of'], sequence: ['within'] }
for (const op of ['sum', 'mean', 'min', 'max', 'distinct', 'first', 'last', 'mode', 'age', 'gap']) BESIDE[op] = ['of']

function select(check: RuleChecker, path: string, selector: unknown): void {
  checkSelector(check.report, path, selector)
  if (isObject(selector) && parseDuration(own(selector, 'within')) !== undefined) check.windows++
}

const overSelector: Row<Kind> = (check, path, selector) => {
  select(check, path, selector)
  return 'number'
}

const overField =
  (kind: Kind): Row<Kind> =>
  (check, path, field, outer, { of }) => {
    const lead = parsePath(field)?.of
    if (!lead) check.report(path, show(field), 'a field path such as "total", "product.price" or "context.channel"')
    if (lead === 'product' && isObject(of) && own(of, 'each') !== 'product')
      check.report(at(outer, 'of.each'), show(own(of, 'each')), '"product", since a product field is a field of a line')
    select(check, at(outer, 'of'), of)
    return kind
  }

const overTime =
  (kind: Kind, words: readonly unknown[]): Row<Kind> =>
  (check, path, word, outer, { of }) => {
    if (!words.includes(word)) check.report(path, show(word), words.map((w) => `"${w}"`).join(' or '))
    select(check, at(outer, 'of'), of)
    return kind
  }

/** Two metrics; a string beside a duration is read as one. */
function operands(check: RuleChecker, path: string, args: unknown): [Typed, Typed] | undefined {
  if (!Array.isArray(args) || args.length !== 2) {
    check.report(path, show(args), 'a list of two metrics')
    return undefined
  }
  const pair = [check.metric(`${path}[0]`, args[0]), check.metric(`${path}[1]`, args[1])] as [Typed, Typed]
  for (const i of [0, 1] as const) {
    const other = pair[1 - i]!.kind
    if (typeof args[i] !== 'string' || (other !== 'age' && other !== 'duration')) continue
    checkDuration(check.report, `${path}[${i}]`, args[i])
    pair[i] = { kind: 'duration', windowed: false }
  }
  return pair
}

/** Numbers combine freely; durations add to durations, and scale by numbers; ages do neither. */
const arithmetic =
  (op: 'ratio' | 'add' | 'sub' | 'mul'): Row<Kind> =>
  (check, path, args) => {
    const pair = operands(check, path, args)
    if (!pair) return undefined
    for (const i of [0, 1] as const) {
      const { kind } = pair[i]
      if (kind === 'age') check.report(`${path}[${i}]`, 'an age', 'a number or a gap: an age may only be compared')
      else if (kind === 'string' || kind === 'boolean') check.report(`${path}[${i}]`, `a ${kind}`, 'a number')
    }
    const durations = pair.map(({ kind }) => kind === 'duration')
    if (!durations[0] && !durations[1]) return 'number'
    const both = durations[0] && durations[1]
    if (op === 'ratio' && durations[0]) return both ? 'number' : 'duration'
    if (op === 'mul' ? both : op === 'ratio' || !both)
      check.report(
        path,
        `${op} of ${pair[0].kind} and ${pair[1].kind}`,
        'durations added to durations or scaled by numbers',
      )
    return 'duration'
  }

const METRICS: Record<string, Row<Kind>> = {
  count: overSelector,
  days: overSelector,
  sum: overField('number'),
  mean: overField('number'),
  min: overField('number'),
  max: overField('number'),
  distinct: overField('number'),
  first: overField('scalar'),
  last: overField('scalar'),
  mode: overField('scalar'),
  age: overTime('age', ['first', 'last']),
  gap: overTime('duration', ['mean']),
  ratio: arithmetic('ratio'),
  add: arithmetic('add'),
  sub: arithmetic('sub'),
  mul: arithmetic('mul'),
  points: (check, path, pairs) => {
    checkList(check.report, path, pairs, (p, pair) => {
      if (!Array.isArray(pair) || pair.length !== 2) return check.report(p, show(pair), 'a weight and a condition')
      if (!Number.isFinite(pair[0])) check.report(`${p}[0]`, show(pair[0]), 'a finite number')
      check.condition(`${p}[1]`, pair[1])
    })
    return 'number'
  },
}

/** Refuses a comparison that could never be typed right. */
const comparison =
  (ordered: boolean): Row<void> =>
  (check, path, args) => {
    const pair = operands(check, path, args)
    if (!pair) return
    const [a, b] = pair
    if (a.kind === undefined || b.kind === undefined) return
    const timed = ({ kind }: Typed) => kind === 'age' || kind === 'duration'
    if (timed(a) !== timed(b)) check.report(path, `${a.kind} against ${b.kind}`, 'a duration against a duration')
    else if (timed(a)) {
      if ((a.kind === 'age' && b.windowed) || (b.kind === 'age' && a.windowed))
        check.report(path, 'an age against a windowed duration', 'a duration whose selectors have no duration window')
    } else if (ordered) {
      for (const { kind } of pair)
        if (kind === 'string' || kind === 'boolean') check.report(path, `order of a ${kind}`, 'numbers or durations')
    } else if (a.kind !== b.kind && a.kind !== 'scalar' && b.kind !== 'scalar')
      check.report(path, `${a.kind} against ${b.kind}`, 'the same type on both sides')
  }

const several: Row<void> = (check, path, list) =>
  checkList(check.report, path, list, (p, item) => check.condition(p, item))

const CONDITIONS: Record<string, Row<void>> = {
  eq: comparison(false),
  ne: comparison(false),
  gt: comparison(true),
  gte: comparison(true),
  lt: comparison(true),
  lte: comparison(true),
  in: (check, path, args) => {
    if (!Array.isArray(args) || args.length !== 2)
      return check.report(path, show(args), 'a metric and a list of literals')
    const { kind } = check.metric(`${path}[0]`, args[0])
    if (kind === 'age' || kind === 'duration')
      check.report(`${path}[0]`, `${kind === 'age' ? 'an' : 'a'} ${kind}`, 'a number or a scalar')
    checkList(check.report, `${path}[1]`, args[1], (p, literal) => {
      if (!isScalar(literal)) check.report(p, show(literal), 'a string, a finite number or a boolean')
    })
  },
  exists: (check, path, metric) => void check.metric(path, metric),
  all: several,
  any: several,
  not: (check, path, condition) => check.condition(path, condition),
  at_least: (check, path, n, outer, { of }) => {
    if (!Number.isInteger(n) || (n as number) < 0) check.report(path, show(n), 'a whole number')
    several(check, at(outer, 'of'), of, outer, {})
  },
  sequence: (check, path, steps, outer, { within }) => {
    checkList(check.report, path, steps, (p, step) => checkSelector(check.report, p, step))
    if (within !== undefined) checkDuration(check.report, at(outer, 'within'), within)
  },
  segment: (check, path, name) => check.onReference(path, name),
}

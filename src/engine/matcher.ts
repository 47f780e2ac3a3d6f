import type { FieldTest, FieldTests, Scalar, Selector } from '../language/ast'
import { parsePath } from '../language/path'
import type { ProductLine, ShopEvent } from '../vocabulary/event-types'
import { reader, seen } from './field'

/** Whether one value, undefined where absent, meets a test. */
type ValueTest = (value: Scalar | undefined) => unknown

/** Whether an event, or one of its product lines, meets some tests. */
type Test = (event: ShopEvent, line?: ProductLine) => unknown

/** Finds what a selector selects, its window and `once` aside: those depend on the other events. */
export interface Matcher {
  /** Names matched, `*` for any. */
  readonly names: readonly string[]
  /** Whether product lines are asked for, each by itself. */
  readonly each: boolean
  /**
   * The places of the product lines that are selected; `[0]` for an event as a whole, none where it is not. An event
   * without lines of which lines are asked is `[-1]`: it counts for nothing, but `once` may take it for the first.
   */
  readonly lines: (event: ShopEvent) => readonly number[]
}

const NOTHING: number[] = []
const WHOLE = [0]
const NO_LINE = [-1]

/** The matcher of a checked selector. */
export function matcher({ event: names, where = {}, each }: Selector): Matcher {
  const onEvent: Test[] = []
  const onLine: Test[] = []
  for (const path of Object.keys(where)) {
    const read = reader(path)
    const test = valueTest(where[path]!)
    const tests = parsePath(path)!.of === 'product' ? onLine : onEvent
    tests.push((event, line) => test(seen(read(event, line))))
  }
  return {
    names: ([] as string[]).concat(names),
    each: !!each,
    lines: (event) => {
      if (!meets(onEvent, event)) return NOTHING
      if (!each && !onLine.length) return WHOLE
      const { products } = event
      if (!onLine.length && !products.length) return NO_LINE
      const lines: number[] = []
      for (let i = 0; i < products.length; i++)
        if (meets(onLine, event, products[i])) {
          if (!each) return WHOLE
          lines.push(i)
        }
      return lines
    },
  }
}

function meets(tests: readonly Test[], event: ShopEvent, line?: ProductLine): boolean {
  for (const test of tests) if (!test(event, line)) return false
  return true
}

/** LANGUAGE.md section 3: only `exists: false` holds of an absent field; values of different types are never equal. */
const TESTS: { readonly [K in keyof Required<FieldTests>]: (wanted: never) => ValueTest } = {
  eq: (wanted) => (v) => v === wanted,
  ne: (wanted) => (v) => v !== undefined && v !== wanted,
  gt: (wanted) => (v) => typeof v === 'number' && v > wanted,
  gte: (wanted) => (v) => typeof v === 'number' && v >= wanted,
  lt: (wanted) => (v) => typeof v === 'number' && v < wanted,
  lte: (wanted) => (v) => typeof v === 'number' && v <= wanted,
  in: (wanted: readonly Scalar[]) => (v) => wanted.includes(v!),
  not_in: (wanted: readonly Scalar[]) => (v) => v !== undefined && !wanted.includes(v),
  exists: (wanted: boolean) => (v) => (v !== undefined) === wanted,
  starts_with: (wanted) => (v) => typeof v === 'string' && v.startsWith(wanted),
  contains: (wanted) => (v) => typeof v === 'string' && v.includes(wanted),
}

function valueTest(test: FieldTest): ValueTest {
  const tests = (typeof test !== 'object' ? { eq: test } : Array.isArray(test) ? { in: test } : test) as FieldTests
  const all = Object.entries(tests).map(([op, wanted]) => TESTS[op as keyof FieldTests](wanted as never))
  return all.length === 1 ? all[0]! : (value) => all.every((one) => one(value))
}

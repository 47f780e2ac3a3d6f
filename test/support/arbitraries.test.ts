import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { AisleDocument } from '../../src/language/ast'
import { documents, logs, nows, permutationsOf, splitLogs } from './arbitraries'
import { allChangesAt, answer, changesAt, inOrder } from './reference'

const RUNS = 1000
const SEED = 1

/** Every word of the language that can be a key, and the values that change the meaning of one. */
const WORDS = [
  ...['where', 'within', 'each', 'once', 'exists', 'starts_with', 'contains', 'not_in', 'in'],
  ...['count', 'sum', 'mean', 'min', 'max', 'distinct', 'days', 'first', 'last', 'mode', 'age', 'gap'],
  ...['ratio', 'add', 'sub', 'mul', 'points', 'eq', 'ne', 'gt', 'gte', 'lt', 'lte'],
  ...['all', 'any', 'not', 'at_least', 'sequence', 'segment', 'stages'],
  ...['within=visit', 'each=product', 'age=first', 'age=last', 'event=*', 'exists=false'],
  ...['zone=UTC', 'zone=America/New_York', 'zone=Asia/Ho_Chi_Minh', 'zone=Australia/Lord_Howe'],
]

interface Coverage {
  readonly words: Map<string, number>
  readonly outcomes: Map<string, number>
  readonly changes: Map<string, number>
  readonly milliseconds: number
}

function tally<T>(counts: Map<T, number>, key: T): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

function wordsOf(document: AisleDocument): Set<string> {
  const words = new Set<string>()
  JSON.stringify(document, (key, value) => {
    words.add(key)
    if (typeof value !== 'object') words.add(`${key}=${value}`)
    return value
  })
  return words
}

/** A tuple, not a chain: the document and the log shrink each by itself. */
const cases = fc.tuple(documents(), logs(), nows())

function cover(): Coverage {
  const sample = fc.sample(cases, { seed: SEED, numRuns: RUNS })
  const words = new Map<string, number>()
  const outcomes = new Map<string, number>()
  const changes = new Map<string, number>()
  const start = performance.now()
  for (const [document, log, now] of sample) {
    for (const outcome of Object.values(answer(document, log, now).segments)) tally(outcomes, outcome)
    for (const change of Object.values(changesAt(document, log, now))) tally(changes, change?.to ?? 'never')
  }
  const milliseconds = performance.now() - start
  for (const [document] of sample) for (const word of wordsOf(document)) tally(words, word)
  return { words, outcomes, changes, milliseconds }
}

/** Not asserted, only said: `AISLE_COVERAGE=1 npx vitest run --project node test/support`. */
function report({ words, outcomes, changes, milliseconds }: Coverage): void {
  if (process.env.AISLE_COVERAGE === undefined) return
  console.log(`${RUNS} runs of answer + changesAt: ${Math.round(milliseconds)} ms`)
  console.log({ outcomes: Object.fromEntries(outcomes), changes: Object.fromEntries(changes) })
  console.log(WORDS.map((word) => `${word} ${words.get(word) ?? 0}`).join(', '))
}

describe('arbitraries', () => {
  let coverage: Coverage
  beforeAll(() => {
    coverage = cover()
    report(coverage)
  }, 60_000)

  it.each(WORDS)('documents() says %s', (word) => {
    expect(coverage.words.get(word) ?? 0).toBeGreaterThanOrEqual(10)
  })

  it.each(['in', 'out', 'unknown'])('a document and a log often make a shopper %s', (outcome) => {
    const all = [...coverage.outcomes.values()].reduce((sum, count) => sum + count, 0)
    expect((coverage.outcomes.get(outcome) ?? 0) / all).toBeGreaterThanOrEqual(0.15)
  })

  it.each(['in', 'out', 'unknown', 'never'])('changes_at often says %s', (to) => {
    const all = [...coverage.changes.values()].reduce((sum, count) => sum + count, 0)
    expect((coverage.changes.get(to) ?? 0) / all).toBeGreaterThanOrEqual(0.03)
  })

  it('splitLogs() gives the same events in each telling', () => {
    fc.assert(
      fc.property(splitLogs(), ({ log, permuted, left, right }) => {
        expect(inOrder(permuted)).toEqual(inOrder(log))
        expect(permuted.length).toBe(log.length)
        expect(inOrder([...left, ...right])).toEqual(inOrder(log))
      }),
    )
  })

  it('permutationsOf() gives the entries of the log', () => {
    const permuted = logs().chain((log) => fc.tuple(fc.constant(log), permutationsOf(log)))
    const sorted = (log: readonly { readonly id: string }[]) => log.map(({ id }) => id).sort()
    fc.assert(
      fc.property(permuted, ([log, other]) => {
        expect(sorted(other)).toEqual(sorted(log))
      }),
    )
  })
})

describe('the reference on random cases', () => {
  it('keeps the law of time: it answers the same until changes_at, and then as announced', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: 40 * 86_400_000 }), ([document, log, now], later) => {
        const before = answer(document, log, now).segments
        const after = answer(document, log, now + later).segments
        for (const [name, change] of Object.entries(changesAt(document, log, now))) {
          if (change === null || now + later < change.at) expect(after[name]).toBe(before[name])
          else expect(answer(document, log, change.at).segments[name]).toBe(change.to)
        }
      }),
    )
  })

  it('names the stage that a change is to', () => {
    fc.assert(
      fc.property(cases, ([document, log, now]) => {
        for (const [name, change] of Object.entries(allChangesAt(document, log, now).stages)) {
          if (change === null) continue
          expect(answer(document, log, change.at).stages[name]).toBe(change.to)
          expect(answer(document, log, change.at - 1).stages[name]).toBe(answer(document, log, now).stages[name])
        }
      }),
    )
  })
})

import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** A number that a benchmark found. */
export interface Figure {
  /** Names it in `results.json`; does not change. */
  readonly id: string
  readonly what: string
  readonly value: number
  readonly unit: string
  /** Lowest and highest of the rounds. */
  readonly range?: readonly [number, number]
  /** What it is held against, in words: `at most 5`. */
  readonly target?: string
}

/** What one benchmark found. */
export interface Report {
  readonly name: string
  readonly title: string
  readonly figures: readonly Figure[]
}

/** The middle of some numbers. */
export function median(numbers: readonly number[]): number {
  return quantile(numbers, 0.5)
}

/** The number below which a share of some numbers lies. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!
}

/** Lowest and highest of some numbers. */
export function range(numbers: readonly number[]): [number, number] {
  return [Math.min(...numbers), Math.max(...numbers)]
}

/** Does some work and says how many units it was; the work must not be one that can be left out. */
export type Work = () => number | Promise<number>

/** How {@link alternate} measures. */
export interface AlternateOptions {
  /** How often each has its turn. */
  readonly rounds: number
  /** How long a turn lasts at least, ms. */
  readonly turn_ms: number
}

/**
 * Units a second of several pieces of work, by round: they take turns within each round, the first of a round going last in
 * the next, so that what else the machine does falls on all alike and ratios within a round mean something.
 */
export async function alternate<Name extends string>(
  works: Readonly<Record<Name, Work>>,
  { rounds, turn_ms }: AlternateOptions,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(works) as Name[]
  const rates = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, number[]>
  // The first rounds are for the compiler of the runtime.
  const warm = Math.ceil(rounds / 5)
  for (let round = -warm; round < rounds; round++) {
    for (const name of names) {
      const rate = await turn(works[name], turn_ms)
      if (round >= 0) rates[name].push(rate)
    }
    names.push(names.shift()!)
  }
  return rates
}

async function turn(work: Work, turn_ms: number): Promise<number> {
  let units = 0
  const start = performance.now()
  let spent = 0
  while (spent < turn_ms) {
    const done = work()
    units += typeof done === 'number' ? done : await done
    spent = performance.now() - start
  }
  return (units / spent) * 1_000
}

/** How many times slower each round of one was than the same round of another. */
export function slowdowns(rates: readonly number[], reference: readonly number[]): number[] {
  return rates.map((rate, round) => reference[round]! / rate)
}

/** Collects all garbage; works without a flag on the command line. */
export function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  collect()
}

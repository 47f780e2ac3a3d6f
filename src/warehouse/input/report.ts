import type { Place, RowProblem } from './rows'

/**
 * What became of the row that a problem is about.
 *
 * @example
 * const lost: readonly Fate[] = ['rejected', 'file']
 * const isLoss = ({ fate }: ReportedProblem) => lost.includes(fate)
 * isLoss({ fate: 'repaired', code: 'wrong_type', path: 'props.total', found: '"x"', wanted: 'a number' }) // => false
 */
export type Fate = 'rejected' | 'repaired' | 'repeated' | 'file'

/**
 * A problem with where it is and what it led to.
 *
 * @example
 * const told: ReportedProblem[] = []
 * const log = { name: 'shop.ndjson', async *open() { yield Buffer.from('{"id":\n') } }
 * await replay([log], { definitions: builtin, onProblem: (problem) => told.push(problem) }).next()
 * told.map(({ file, line, fate, code }) => [file, line, fate, code]) // => [['shop.ndjson', 1, 'rejected', 'not_json']]
 */
export interface ReportedProblem extends RowProblem, Partial<Place> {
  readonly fate: Fate
}

/** Of each code and fate, only this many are told; the rest are counted. */
export const MOST_OF_EACH = 20

/**
 * What is counted while a log is read.
 *
 * @example
 * const isGoodEnough = ({ rows, rejected, failures }: Counts) => failures === 0 && rejected <= rows / 1_000
 * isGoodEnough({ rows: 250, events: 249, repaired: 3, repeated: 0, rejected: 1, failures: 0 }) // => false
 */
export interface Counts {
  /** Rows that are not blank, the header aside. */
  rows: number
  /** Events made of them and used. */
  events: number
  /** Of these, those of which something was dropped or assumed. */
  repaired: number
  /** Events that were there before, by id and shopper: they count once. */
  repeated: number
  /** Rows of which nothing could be used. */
  rejected: number
  /** Files that could not be read, or not to their end. */
  failures: number
}

/** Takes note of what goes wrong while a log is read: counts all, tells the first of each kind. */
export class Report {
  readonly counts: Counts = { rows: 0, events: 0, repaired: 0, repeated: 0, rejected: 0, failures: 0 }
  /** Rows that a map leaves out, by its reason. */
  readonly skipped = new Map<string, number>()
  readonly told: ReportedProblem[] = []
  readonly #found = new Map<string, { code: string; fate: Fate; count: number }>()

  /** @param tell Called with each problem that is told, as it is found. */
  constructor(private readonly tell: (problem: ReportedProblem) => void = () => {}) {}

  /** Something wrong with a row, or with a file as a whole. */
  add(fate: Fate, problem: RowProblem, place: Partial<Place>): void {
    if (this.count(fate, problem.code, 1) > MOST_OF_EACH) return
    const { code, path, found: value, wanted } = problem
    const told = { ...place, fate, code, path, found: value, wanted }
    this.told.push(told)
    this.tell(told)
  }

  /** Counts problems without telling of them; gives how many there are. */
  count(fate: Fate, code: string, more: number): number {
    const key = `${fate} ${code}`
    const found = this.#found.get(key) ?? { code, fate, count: 0 }
    this.#found.set(key, found)
    found.count += more
    return found.count
  }

  /** A row that a map leaves out. */
  skip(reason: string): void {
    this.skipped.set(reason, (this.skipped.get(reason) ?? 0) + 1)
  }

  /** How often each kind of problem was found, and how many of these were not told. */
  get found(): { code: string; fate: Fate; count: number; untold: number }[] {
    return [...this.#found.values()].map((each) => ({ ...each, untold: Math.max(0, each.count - MOST_OF_EACH) }))
  }

  /** Whether something of the input could not be used. */
  get isBad(): boolean {
    return this.counts.rejected > 0 || this.counts.failures > 0
  }
}

const FATES: Record<Fate, string> = {
  rejected: '',
  repaired: ' (the rest is kept)',
  repeated: ' (it counts once)',
  file: '',
}

/**
 * A problem in one line: `FILE:LINE: reason`.
 *
 * @example
 * describeReported({ file: 'a.csv', line: 2, fate: 'repaired', code: 'wrong_type', path: 'props.total', found: '"x"', wanted: 'a number' })
 * // 'a.csv:2: props.total: found "x", wanted a number (the rest is kept)'
 */
export function describeReported({ file, line, path, found, wanted, fate, code }: ReportedProblem): string {
  const place = [file, line].filter((part) => part !== undefined).join(':')
  if (code === 'assumed') return `${place}: ${path}: found ${found}, assumed ${wanted}`
  return `${place}: ${path === '' ? '' : `${path}: `}found ${found}, wanted ${wanted}${FATES[fate]}`
}

import { bootstrap, bootstrapMethod, type Estimate } from '../../src/history/bootstrap'

/** One time that a shopper was asked: the groups that held, and which of the outcomes came. */
export interface Case {
  readonly groups: readonly string[]
  readonly outcomes: readonly boolean[]
}

/** What a group of cases came to. */
export interface GroupCases {
  readonly group: string
  readonly cases: number
  /** Of all cases. */
  readonly share: Estimate
  /** By outcome: of the cases in it, those that had the outcome. */
  readonly rates: readonly Estimate[]
  /** By outcome: that rate over the rate of all cases. */
  readonly lifts: readonly Estimate[]
}

/** Shoppers whose cases are alike. */
interface Kind {
  readonly sums: readonly number[]
  count: number
}

/**
 * Counts cases of which a shopper may have several, with intervals over shoppers as `backtest` makes them: a shopper's own
 * cases are alike, and drawn together.
 */
export class Cases {
  readonly #groups: readonly string[]
  readonly #width: number
  readonly #kinds = new Map<string, Kind>()

  /**
   * @param groups The groups to tell of.
   * @param outcomes How many outcomes each case has.
   */
  constructor(groups: readonly string[], outcomes: number) {
    this.#groups = groups
    this.#width = outcomes + 1
  }

  /** Takes note of all cases of one shopper. */
  see(cases: readonly Case[]): void {
    if (cases.length === 0) return
    const sums = Array<number>((this.#groups.length + 1) * this.#width).fill(0)
    const add = (row: number, outcomes: readonly boolean[]) => {
      for (const [i, had] of [true, ...outcomes].entries()) if (had) sums[row * this.#width + i]! += 1
    }
    for (const { groups, outcomes } of cases) {
      add(0, outcomes)
      for (const [i, group] of this.#groups.entries()) if (groups.includes(group)) add(i + 1, outcomes)
    }
    const key = sums.join()
    const kind = this.#kinds.get(key)
    if (kind) kind.count += 1
    else this.#kinds.set(key, { sums, count: 1 })
  }

  /** Every group, `all` first, and the ratios of rates asked for: of which group over which, by which outcome. */
  estimate(ratios: readonly Ratio[] = []): {
    readonly groups: readonly GroupCases[]
    readonly ratios: readonly Estimate[]
  } {
    // In an order that does not hang on that of the shoppers.
    const kinds = [...this.#kinds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, kind]) => kind)
    const names = ['all', ...this.#groups]
    const counts = kinds.map(({ count }) => count)
    const figures = (drawn: ArrayLike<number>) => this.#figures(names, ratios, totalsOf(kinds, drawn))
    const estimates = bootstrap(counts, figures, bootstrapMethod({}))
    const totals = totalsOf(kinds, counts)
    const width = this.#width
    const each = 2 * width - 1
    return {
      groups: names.map((group, row) => ({
        group,
        cases: totals[row * width] ?? 0,
        share: estimates[row * each]!,
        rates: estimates.slice(row * each + 1, row * each + width),
        lifts: estimates.slice(row * each + width, (row + 1) * each),
      })),
      ratios: estimates.slice(names.length * each),
    }
  }

  /** Of each group its share, its rates and its lifts; then the ratios. */
  #figures(names: readonly string[], ratios: readonly Ratio[], totals: readonly number[]): number[] {
    const width = this.#width
    const rate = (row: number, outcome: number) => totals[row * width + outcome + 1]! / totals[row * width]!
    const own = names.flatMap((_, row) => {
      const rates = Array.from({ length: width - 1 }, (_, outcome) => rate(row, outcome))
      return [totals[row * width]! / totals[0]!, ...rates, ...rates.map((one, outcome) => one / rate(0, outcome))]
    })
    const between = ratios.map(
      ([over, under, outcome]) => rate(names.indexOf(over), outcome) / rate(names.indexOf(under), outcome),
    )
    return [...own, ...between]
  }
}

/** One group's rate of an outcome over another's. */
export type Ratio = readonly [over: string, under: string, outcome: number]

function totalsOf(kinds: readonly Kind[], counts: ArrayLike<number>): number[] {
  const totals = Array<number>(kinds[0]?.sums.length ?? 0).fill(0)
  for (const [i, { sums }] of kinds.entries()) {
    const count = counts[i]!
    if (count) for (let j = 0; j < sums.length; j += 1) totals[j]! += count * sums[j]!
  }
  return totals
}

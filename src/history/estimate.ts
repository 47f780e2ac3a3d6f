import { type BootstrapMethod, bootstrap, type Estimate } from './bootstrap'
import type { Group } from './groups'
import type { Observations, Pattern } from './observe'

/**
 * What being in a segment or a stage before the instant said of what came after it.
 *
 * @example
 * const byLift = (a: GroupBacktest, b: GroupBacktest) => (b.lift.value ?? 0) - (a.lift.value ?? 0)
 * const { groups } = backtest(events, builtin, { at: now, outcome: { event: 'order_completed' }, within: '14d' })
 * const [best] = [...groups].sort(byLift) // the group that tells most of who will order
 */
export interface GroupBacktest extends Group {
  /** How many were in it. */
  readonly shoppers: number
  /** How many could not be told, for lack of data. They are not in it. */
  readonly unknown: number
  /** Of those in it, how many had the outcome. */
  readonly outcomes: number
  /** Of all shoppers, those in it. */
  readonly share: Estimate
  /** Of those in it, those who had the outcome. */
  readonly rate: Estimate
  /** The rate of those in it over that of all shoppers: 1 where being in it says nothing. */
  readonly lift: Estimate
  /** Of those it names, those rightly named: where membership is read as foretelling the outcome this is its rate. */
  readonly precision: Estimate
  /** Of all who had the outcome, those in it. */
  readonly recall: Estimate
  /** How often it was left before the instant, by any shopper. */
  readonly exits: number
  /** Of these, how many by time alone, without an event. */
  readonly exits_by_time: number
  /** `exits_by_time` over `exits`; null where nobody left. */
  readonly exits_by_time_share: number | null
}

/** Works out every figure with its interval: the rate of all shoppers, and what each group says. */
export function estimate(
  { patterns, exits }: Observations,
  groups: readonly Group[],
  method: BootstrapMethod,
): { readonly rate: Estimate; readonly groups: readonly GroupBacktest[] } {
  const counts = patterns.map(({ count }) => count)
  const [rate, ...estimates] = bootstrap(counts, figuresOf(patterns, groups.length), method)
  const results = groups.map((group, i): GroupBacktest => {
    const [share, own, lift, recall] = estimates.slice(i * FIGURES)
    const of = (outcome: string) => patterns.filter(({ members }) => members[i] === outcome)
    const { all, by_time } = exits[i]!
    return {
      ...group,
      shoppers: countShoppers(of('in')),
      unknown: countShoppers(of('unknown')),
      outcomes: countShoppers(of('in').filter((pattern) => pattern.outcome)),
      share: share!,
      rate: own!,
      // Where the group's own rate cannot be told, that of all shoppers alone would give a lift that is too sure.
      lift: own!.low === null ? { ...lift!, low: null, high: null } : lift!,
      precision: own!,
      recall: recall!,
      exits: all,
      exits_by_time: by_time,
      exits_by_time_share: all ? by_time / all : null,
    }
  })
  return { rate: rate!, groups: results }
}

/** How many figures a group has: share, rate, lift, recall. */
const FIGURES = 4

/** How many shoppers some patterns stand for. */
export function countShoppers(patterns: readonly Pattern[]): number {
  return patterns.reduce((total, { count }) => total + count, 0)
}

/** The rate of all, and then each group's figures, as a function of how many shoppers there are of each pattern. */
function figuresOf(patterns: readonly Pattern[], groups: number): (counts: ArrayLike<number>) => number[] {
  const all = patterns.map((_, i) => i)
  const good = all.filter((i) => patterns[i]!.outcome)
  const members = Array.from({ length: groups }, (_, group) => all.filter((i) => patterns[i]!.members[group] === 'in'))
  const goodMembers = members.map((some) => some.filter((i) => patterns[i]!.outcome))
  return (counts) => {
    const add = (some: readonly number[]) => some.reduce((total, i) => total + counts[i]!, 0)
    const [shoppers, outcomes] = [add(all), add(good)]
    const figures = [outcomes / shoppers]
    for (const [i, some] of members.entries()) {
      const [size, hits] = [add(some), add(goodMembers[i]!)]
      figures.push(size / shoppers, hits / size, hits / size / (outcomes / shoppers), hits / outcomes)
    }
    return figures
  }
}

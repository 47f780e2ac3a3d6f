import type { Backtest } from '../../history/backtest'
import type { Estimate } from '../../history/bootstrap'
import type { GroupBacktest } from '../../history/estimate'
import { groupLabel } from '../../history/groups'
import { closestPairs, type Overlap } from '../../history/overlap'
import { shortInstant } from '../explain/explanation-lines'

const n = (count: number) => count.toLocaleString('en-US')
const PAIRS = 5

/** A backtest as a table, with what it rests on. */
export function backtestLines(result: Backtest, outcome: string, within: string): string[] {
  const { groups, shoppers, outcomes, rate, intervals, unknown_outcomes } = result
  const inhabited = groups.filter((group) => group.shoppers > 0)
  const { level, samples, seed } = intervals
  return [
    `Known strictly before ${shortInstant(result.at)}: ${n(shoppers)} shoppers.`,
    `Of them ${n(outcomes)} (${percent(rate)} %) came to this within ${within}: ${outcome}`,
    ...(unknown_outcomes ? [`${n(unknown_outcomes)} more of whom that cannot be told are left out.`] : []),
    '',
    ...tableLines([HEAD, ...inhabited.map(groupCells)]),
    '',
    ...nobodyLines(groups, shoppers),
    ...overlapLines(result),
    `Intervals: ${100 * level} %, percentile bootstrap by shopper, ${n(samples)} samples, seed ${seed}.`,
    'rate: of those in it, those with the outcome (its precision). lift: that over the rate of all.',
    'recall: of those with the outcome, those in it. unknown: those of whom it cannot be told.',
    'by time: of all times that it was left before, how many without an event.',
  ]
}

const HEAD = ['', 'shoppers', 'unknown', 'share %', 'rate %', 'lift', 'recall %', 'left', 'by time %']

function groupCells(group: GroupBacktest): string[] {
  const { share, rate, lift, recall, exits, exits_by_time_share } = group
  const by_time = exits_by_time_share === null ? '' : (100 * exits_by_time_share).toFixed(0)
  const cells = [percent(share), percent(rate), interval(lift, 1, 2), percent(recall)]
  return [groupLabel(group), n(group.shoppers), n(group.unknown), ...cells, n(exits), by_time]
}

const percent = (estimate: Estimate) => interval(estimate, 100, 1)

/** `25.0 [20.1 29.8]`; the value alone where the interval cannot be told. */
function interval({ value, low, high }: Estimate, scale: number, digits: number): string {
  const said = (figure: number) => (scale * figure).toFixed(digits)
  if (value === null) return '-'
  return low === null || high === null ? said(value) : `${said(value)} [${said(low)} ${said(high)}]`
}

/** Rows with their columns under each other: the first to the left, numbers to the right. */
function tableLines(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  return rows.map((row) =>
    row
      .map((cell, column) => (column ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
      .join('  ')
      .trimEnd(),
  )
}

/** Groups in which nobody is: those of which this log says nothing apart. */
function nobodyLines(groups: readonly GroupBacktest[], shoppers: number): string[] {
  const empty = groups.filter((group) => group.shoppers === 0)
  const isDark = ({ unknown }: GroupBacktest) => shoppers > 0 && unknown === shoppers
  const listed = (said: string, some: readonly GroupBacktest[]) =>
    some.length ? [`${said}: ${some.map(groupLabel).join(', ')}`] : []
  const lines = [
    ...listed(
      'Nobody',
      empty.filter((group) => !isDark(group)),
    ),
    ...listed('Unknown of everybody', empty.filter(isDark)),
  ]
  return lines.length ? [...lines, ''] : []
}

/** Of the shoppers of each segment, how many per cent are in each other one; and the pairs that are nearly one. */
function overlapLines({ overlap, groups }: Backtest): string[] {
  const places = groups.flatMap(({ kind, shoppers }, i) => (kind === 'segment' && shoppers > 0 ? [i] : []))
  const pairs = closestPairs(overlap).slice(0, PAIRS)
  const lines = pairs.map(
    ({ groups: [a, b], both, jaccard }) => `  ${jaccard.toFixed(2)}  ${a}, ${b} (${n(both)} in both)`,
  )
  return [
    ...(places.length > 1
      ? ['Of those in the segment of a row, those in the column (%):', ...matrixLines(overlap, places), '']
      : []),
    ...(lines.length ? ['Closest pairs (in both, of those in either):', ...lines, ''] : []),
  ]
}

function matrixLines({ groups, both }: Overlap, places: readonly number[]): string[] {
  const head = ['', ...places.map((_, i) => String(i + 1))]
  const rows = places.map((row, i) => [
    `${i + 1} ${groups[row]}`,
    ...places.map((column) => ((100 * both[row]![column]!) / both[row]![row]!).toFixed(0)),
  ])
  return tableLines([head, ...rows])
}

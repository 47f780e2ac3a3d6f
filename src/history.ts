/**
 * The past asked: when shoppers entered and left segments and stages, and what being there said of what came after.
 * Runs anywhere, imports no package.
 *
 * @module aisle/history
 */
export { type Backtest, type BacktestOptions, backtest } from './history/backtest'
export type { BootstrapMethod, BootstrapOptions, Estimate } from './history/bootstrap'
export type { GroupBacktest } from './history/estimate'
export { type Group, groupLabel, groupsOf } from './history/groups'
export { enteredBy, leftBy, type Movement } from './history/movement'
export type { BacktestOutcome } from './history/outcome'
export { closestPairs, type Overlap, type Pair } from './history/overlap'
export { type ReplayOptions, replay } from './history/replay'
export { type HistorySource, historiesOf, type OnProblem, type ShopperHistory } from './history/shopper-history'

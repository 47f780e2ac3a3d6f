/**
 * Random documents of the rule language and random logs of one shopper, made of fast-check's combinators alone, so that
 * a counterexample shrinks to something that can be read.
 */
export { ANCHOR } from './arbitraries/alphabet'
export { documents } from './arbitraries/documents'
export { logs, nows, permutationsOf, type SplitLog, splitLogs } from './arbitraries/logs'

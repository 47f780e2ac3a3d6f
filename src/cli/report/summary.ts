import type { Writable } from 'node:stream'
import type { Report, ReportedProblem } from '../../warehouse/input/report'
import { EXIT, type ExitCode } from '../errors'
import { printLines } from '../terminal'

/** What a reading came to beside its counts. */
export interface Outcome {
  /** How many shoppers were decided; absent where none was to be. */
  readonly shoppers?: number
  /** The instant that was answered for; undefined where there was no event to take it from. */
  readonly now?: number | undefined
}

const n = (count: number) => count.toLocaleString('en-US')
const some = (count: number, thing: string) => `${n(count)} ${thing}${count === 1 ? '' : 's'}`

/**
 * The counts in words, a line each.
 *
 * @example
 * summaryLines(report, { shoppers: 2, now: 0 })[0] // '3 rows read, 3 events kept (0 repaired), 0 rows rejected, 2 shoppers'
 */
export function summaryLines(report: Report, { shoppers, now }: Outcome = {}): string[] {
  const { rows, events, repaired, repeated, rejected } = report.counts
  const notes = [`${n(repaired)} repaired`, ...(repeated ? [`${n(repeated)} repeated`] : [])].join(', ')
  const told = `${some(rows, 'row')} read, ${some(events, 'event')} kept (${notes}), ${some(rejected, 'row')} rejected`
  const untold = report.found.flatMap(({ code, fate, untold }) =>
    untold ? [`... and ${n(untold)} more ${fate === 'repaired' ? 'repairs' : 'problems'} of the kind ${code}`] : [],
  )
  const skipped = [...report.skipped].sort(([, a], [, b]) => b - a).slice(0, 20)
  return [
    ...untold,
    ...skipped.map(([reason, count]) => `${some(count, 'row')} left out by the map: ${reason}`),
    `${told}${shoppers === undefined ? '' : `, ${some(shoppers, 'shopper')}`}${now === undefined ? '' : `, at ${new Date(now).toISOString()}`}`,
  ]
}

/** The same for programs. */
function summaryJson(report: Report, { shoppers, now }: Outcome = {}): object {
  return {
    ...report.counts,
    skipped: Object.fromEntries(report.skipped),
    ...(shoppers !== undefined && { shoppers, now: now ?? null }),
    found: report.found,
    problems: report.told,
  }
}

/**
 * Puts what is told into the order of the files and their lines, however it was found; what is said of a file as a whole stands
 * after its lines.
 *
 * @param files In their order.
 */
export function sortTold({ told }: Report, files: readonly string[]): void {
  const lineOf = ({ line = Number.MAX_SAFE_INTEGER }: ReportedProblem) => line
  const fileOf = ({ file = '' }: ReportedProblem) => files.indexOf(file)
  told.sort((a, b) => fileOf(a) - fileOf(b) || lineOf(a) - lineOf(b))
}

/** What is told at the end of a command beside the counts. */
export interface Ending {
  readonly json: boolean | undefined
  readonly outcome?: Outcome
  readonly warnings?: readonly string[]
  /** Whether the counts are told in words; for programs they always are. @default true */
  readonly counts?: boolean
}

/** Tells how a reading went, in words or for programs; gives the exit code. */
export function endWith(stderr: Writable, report: Report, ending: Ending): ExitCode {
  const { json, outcome = {}, warnings = [], counts = true } = ending
  if (json) stderr.write(`${JSON.stringify({ ...summaryJson(report, outcome), warnings })}\n`)
  else printLines(stderr, counts ? [...warnings, ...summaryLines(report, outcome)] : warnings)
  return report.isBad ? EXIT.BAD_INPUT : EXIT.OK
}

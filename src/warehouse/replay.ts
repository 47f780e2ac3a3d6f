import type { Movement } from '../history/movement'
import { replay as liveAgain } from '../history/replay'
import type { AisleDocument } from '../language/ast'
import type { LogFile } from './duckdb/ready-files'
import { type LogOptions, openLog } from './open-log'
import { readHistories } from './shoppers/read-histories'

/**
 * Options of {@link replay}.
 *
 * @example
 * const options: ReplayOptions = { definitions: builtin, groups: ['aida'], shopper_id: 'u-42' }
 * const stages: string[] = []
 * for await (const { to } of replay(['events.ndjson'], options)) stages.push(to)
 * stages // => ['interest', 'desire']
 */
export interface ReplayOptions extends LogOptions {
  /** What is asked: a document of definitions, such as `builtin`. */
  readonly definitions: AisleDocument
  /**
   * Only these: segments, stage sets, or stages as `set.stage`.
   * @default all of the document
   */
  readonly groups?: readonly string[] | undefined
  /**
   * Only this shopper.
   * @default undefined, for all
   */
  readonly shopper_id?: string | undefined
  /**
   * The last instant that is lived through, in milliseconds since 1970.
   * @default that of the latest event
   */
  readonly until?: number | undefined
}

/**
 * Lives a log over again and tells every movement of every shopper, one shopper after the other: each segment entered and left, each
 * stage reached, with the exact instant and its cause. Whose an event is, and of which visit, is told by the whole log, as by
 * `decide`.
 *
 * Files are NDJSON or CSV, plain or gzip. What is bad is left out and told, the rest is used.
 *
 * @throws DefinitionError where the document has mistakes, RangeError with code `invalid_history` where an option is wrong, and
 * Error with code `log_unreadable` or `invalid_map`.
 *
 * @example
 * for await (const { shopper_id, to, at } of replay(['events.ndjson'], { definitions: builtin, groups: ['cart_abandoner'] }))
 *   if (to === 'in') console.log(shopper_id, new Date(at))
 */
export async function* replay(files: readonly LogFile[], options: ReplayOptions): AsyncGenerator<Movement> {
  const { definitions, shopper_id, until } = options
  const groups = options.groups && { groups: options.groups }
  // Says at once what is wrong, before a long log is read.
  liveAgain([], definitions, { ...groups, ...(until !== undefined && { until }) })
  const log = await openLog(files, options)
  try {
    const { now, all } = await readHistories(log.inputs, { ...log.reading, only: shopper_id, now: until })
    log.tellCounts()
    if (now !== undefined) yield* liveAgain(all, definitions, { ...groups, until: now })
  } finally {
    log.close()
  }
}

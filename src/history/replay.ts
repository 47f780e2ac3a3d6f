import { compile } from '../engine/compile'
import type { AisleDocument } from '../language/ast'
import { groupKey, groupsOf, limitToGroups } from './groups'
import type { Movement } from './movement'
import { checkInstant } from './refuse'
import { Replayer } from './replayer'
import { type HistorySource, historiesOf, type OnProblem } from './shopper-history'

/**
 * Options of {@link replay}.
 *
 * @example
 * const options: ReplayOptions = { until: Date.now(), groups: ['cart_abandoner', 'purchase_journey.paused'] }
 * const movements = [...replay(events, builtin, options)]
 */
export interface ReplayOptions {
  /** The last instant that is lived through, ms; later events are not seen. @default each shopper's last event */
  readonly until?: number
  /** Only these: segments, stage sets, or stages as `set.stage`. @default all of the document */
  readonly groups?: readonly string[]
  /** Called with each event that cannot be used. @default none is told */
  readonly onProblem?: OnProblem
}

/**
 * Lives the history of shoppers over again and tells every movement: each segment entered and left, each stage reached,
 * with the exact instant and whether an event brought it about, and which, or time alone. One shopper comes after the
 * other, each in the order of time; nothing is kept of those before, so that a log of any length can pass.
 *
 * A shopper begins at their first event: what holds then comes with `from: null`, save segments that they are out of.
 * From these and the movements after them the answer at any later instant can be told.
 *
 * @param source Events of any shoppers in any order, or histories, which are asked for one at a time.
 * @throws DefinitionError where the document breaks the rules of LANGUAGE.md.
 * @throws RangeError with code `invalid_history` where an option is wrong.
 * @example
 * for (const { shopper_id, name, to, at } of replay(events, builtin, { until: Date.UTC(2026, 0, 1) }))
 *   console.log(shopper_id, name, to, new Date(at))
 */
export function replay(
  source: HistorySource,
  document: AisleDocument,
  options: ReplayOptions = {},
): Generator<Movement> {
  const { until, groups: names, onProblem } = options
  if (until !== undefined) checkInstant('until', until)
  const groups = groupsOf(document, names)
  const engine = compile(limitToGroups(document, groups))
  const keys = new Set(groups.map(groupKey))
  // A segment's movements to and from unknown enter and leave nothing, and are told all the same.
  const isAsked = ({ kind, name, from, to }: Movement) =>
    kind === 'segment'
      ? keys.has(groupKey({ kind, name }))
      : [from, to].some((stage) => stage !== null && keys.has(groupKey({ kind, name, stage })))
  return (function* () {
    for (const history of historiesOf(source, onProblem)) {
      const end = until ?? history.events.at(-1)?.time
      if (end === undefined) continue
      for (const movement of new Replayer(engine, history).to(end)) if (isAsked(movement)) yield movement
    }
  })()
}

import { setTimeout as wait } from 'node:timers/promises'
import type { Arrivals } from '../support/arrivals'
import { buildStage, type Stage, type StageOptions } from './stage'

/** What may befall a tracker. Nothing that a page tracks may be lost, come twice or out of order, unless it is excused. */
export interface Scenario {
  readonly name: string
  /** What it needs of a full Chromium, if anything. */
  readonly needs?: string
  /** How long the last events may take, once the play is over. @default 20_000 */
  readonly patience_ms?: number
  readonly play: (stage: Stage) => Promise<void>
}

/** What came of a scenario. */
export interface Outcome extends Arrivals {
  /** All that went wrong; nothing where the scenario was passed. */
  readonly problems: readonly string[]
  readonly notes: readonly string[]
  readonly took_ms: number
}

/** How long the last events of a scenario may take, in milliseconds. */
export function patienceOf({ patience_ms = 20_000 }: Scenario): number {
  return patience_ms
}

// For what comes late and should not.
const linger_ms = 500

function some(numbers: readonly number[]): string {
  const first = numbers.slice(0, 10).join(', ')
  return numbers.length > 10 ? `${numbers.length}: ${first}, ...` : `${numbers.length}: ${first}`
}

function complaints(arrivals: Arrivals, excused: ReadonlySet<number>): string[] {
  const found = {
    lost: arrivals.lost.filter((number) => !excused.has(number)),
    twice: arrivals.twice,
    strange: arrivals.strange,
    'out of order': arrivals.out_of_order,
  }
  return Object.entries(found).flatMap(([what, numbers]) => (numbers.length > 0 ? [`${what}: ${some(numbers)}`] : []))
}

/**
 * Plays a scenario with a tracker, waits until the last event has come, and judges what the collector got.
 *
 * @example
 * const { problems } = await perform(steady, { tracker: await bundleTracker('control'), round_trip_ms: 200 })
 */
export async function perform(
  scenario: Scenario,
  options: Pick<StageOptions, 'tracker' | 'round_trip_ms'>,
): Promise<Outcome> {
  const began = Date.now()
  const stage = await buildStage({ ...options, patience_ms: patienceOf(scenario) })
  try {
    await scenario.play(stage).catch((error) => stage.complain(String(error)))
    await stage.settle()
    await wait(linger_ms)
    const arrivals = stage.arrivals()
    const faults = stage.collector.faults.map((fault) => `fault on the wire: ${fault}`)
    const problems = [...stage.problems, ...faults, ...complaints(arrivals, stage.excused)]
    return { ...arrivals, problems, notes: stage.notes, took_ms: Date.now() - began }
  } finally {
    await stage.takeDown()
  }
}

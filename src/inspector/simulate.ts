import type { Change } from '../engine/answers'
import type { Engine } from '../engine/compile-checked'
import { durationMs } from '../language/duration'
import { assignVisits } from '../sessions/assign-visits'
import { describeVisit } from '../sessions/describe-visit'
import { readWireEvent } from '../tracker/wire-event'
import type { AnyShopEvent } from '../vocabulary/event-types'
import { clockTime } from './clock-time'
import type { Known } from './known'
import type { Persona } from './persona'

/** What a persona comes to at an instant. */
export interface Simulated extends Known {
  /** What changed since the end of the script by time alone, oldest first. */
  readonly changes: readonly Change[]
}

/** A persona that was played. */
export interface Simulation {
  readonly persona: Persona
  /** What the persona did, oldest first. */
  readonly events: readonly AnyShopEvent[]
  /** What is known of the persona so many milliseconds after the end of the script, if nothing more happens. */
  readonly at: (since_ms: number) => Simulated
}

/**
 * Plays a persona through an engine, in memory: nothing is tracked, stored or sent.
 *
 * @param now The instant at which the script ends, ms.
 *
 * @example
 * simulate(compile(builtin), { persona, now: Date.now() }).at(0).view.stages
 */
export function simulate(
  engine: Engine,
  { persona, now }: { readonly persona: Persona; readonly now: number },
): Simulation {
  const events = eventsOf(persona, now)
  const place = { zone: engine.document.zone }
  const played = engine.shopper()
  for (const event of events) played.fold(describeVisit(event, place))
  played.advance(now)
  const saved = played.snapshot()
  const names = new Map(events.map(({ id, name, time }) => [id, `${name} ${clockTime(time)}`]))
  return {
    persona,
    events,
    at(since_ms) {
      const time = now + since_ms
      const shopper = engine.shopper(saved)
      const changes = shopper.advance(time)
      return {
        changes,
        view: { is_ready: true, ...shopper.at(time) },
        explain: (name) => shopper.explain(name, time),
        trait: (name) => shopper.trait(name, time),
        event: (id) => names.get(id) ?? id,
      }
    },
  }
}

function eventsOf({ name: persona, events }: Persona, now: number): AnyShopEvent[] {
  const shopper_id = `persona-${persona}`
  const told = events.flatMap(({ name, ago, properties, context = {} }, seq) => {
    const { event } = readWireEvent(name, properties)
    if (!event) return []
    const time = now - durationMs(ago)
    return [{ ...event, id: `${shopper_id}-${seq}`, time, seq, shopper_id, session_id: '', context }]
  })
  const inOrder = told.sort((a, b) => a.time - b.time || a.seq - b.seq)
  return Array.from(assignVisits(inOrder)) as unknown as AnyShopEvent[]
}

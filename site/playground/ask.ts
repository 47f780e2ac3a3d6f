import { compile, type Explanation, narrate } from '../../src/index'
import type { Rule } from './read-rule'
import { FROM, type SampleShopper, UNTIL } from './shoppers'

/** What a rule says of a shopper at an instant. */
export interface Answer {
  readonly outcome: string
  readonly explanation: Explanation
  /** Why, in sentences; each is indented as the rule is nested. */
  readonly sentences: readonly string[]
  /** Ids of the events that were counted. */
  readonly evidence: ReadonlySet<string>
}

/** A time through which the outcome stays. */
export interface Stretch {
  readonly from: number
  readonly until: number
  readonly outcome: string
}

/** A compiled rule. */
export interface Asked {
  /** As far as the shopper had come by `now`, ms. */
  readonly at: (shopper: SampleShopper, now: number) => Answer
  /** All outcomes from {@link FROM} until {@link UNTIL}, one after the other. */
  readonly course: (shopper: SampleShopper) => readonly Stretch[]
}

/** An instant in UTC, to the second: `2026-03-02 09:38:00`. */
export function showInstant(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ')
}

/** Makes a rule that can be asked of the sample shoppers. */
export function ask(rule: Rule): Asked {
  const engine = compile(rule.document)
  const { name } = rule.definition
  const at = ({ events }: SampleShopper, now: number): Answer => {
    const shopper = engine.shopper()
    // What happens later is not known yet: events that wait would be foreseen.
    for (const event of events) if (event.time <= now) shopper.fold(event, event.time)
    const explanation = shopper.explain(name, now)!
    const sentences = narrate(explanation, { document: rule.document, instant: showInstant })
    return { outcome: explanation.outcome, explanation, sentences, evidence: eventsOf(explanation) }
  }
  const course = ({ events }: SampleShopper): Stretch[] => {
    const shopper = engine.shopper()
    shopper.advance(FROM)
    const first = shopper.explain(name, FROM)!.outcome
    const changes = [...events.flatMap((event) => shopper.add(event, event.time)), ...shopper.advance(UNTIL)]
    const own = changes.filter((change) => 'kind' in change && change.kind === rule.kind && change.name === name)
    const starts = [{ at: FROM, to: first }, ...(own as { at: number; to: string }[])]
    return starts.map(({ at: from, to }, i) => ({ from, until: starts[i + 1]?.at ?? UNTIL, outcome: to }))
  }
  return { at, course }
}

/** Every event that an explanation names, at any depth. */
function eventsOf({ because }: Explanation): Set<string> {
  const found = new Set<string>()
  const look = (reasons: Explanation['because']) => {
    for (const { of = [], sides = [], events = [] } of reasons) {
      for (const id of [...events, ...sides.flatMap((side) => side.events)]) found.add(id)
      look(of)
    }
  }
  look(because)
  return found
}

import { describe, expect, it } from 'vitest'
import { compile } from '../../src/engine/compile'
import type { Segment, StageSet } from '../../src/language/ast'
import { check } from '../../src/language/check'
import { defineDocument } from '../../src/language/define'
import { limitTo } from '../../src/language/limit-to'
import type { ShopEvent } from '../../src/vocabulary/event-types'
import { mutantsOf } from './mutants'

/** 2026-01-01T12:00:00Z. */
export const NOW = Date.UTC(2026, 0, 1, 12)
export const MINUTE = 60_000
export const HOUR = 3_600_000
export const DAY = 86_400_000

/** What happened, how long ago in ms, and what more there is to say; the visit is v1 unless said. */
export type Told = readonly [name: string, ago: number, more?: object]

const eventsOf = (told: readonly Told[]) =>
  told.map(([name, ago, more], i) => ({
    id: `e${String(i).padStart(2, '0')}`,
    name,
    time: NOW - ago,
    shopper_id: 'u1',
    session_id: 'v1',
    props: {},
    products: [],
    context: {},
    ...more,
  })) as unknown as readonly ShopEvent[]

const shopperOf = (document: Parameters<typeof defineDocument>[0], told: readonly Told[]) => {
  const shopper = compile(defineDocument(document)).shopper()
  for (const event of eventsOf(told)) shopper.add(event)
  return shopper
}

/** A segment's outcome at NOW, and when it changes by time alone: ms after NOW, and to what. */
export function askSegment(segment: Segment, told: readonly Told[]) {
  const shopper = shopperOf({ segments: [segment] }, told)
  const next = shopper.foresee(NOW).segments[segment.name]
  return { outcome: shopper.at(NOW).segments[segment.name], changes: next ? [next.at - NOW, next.to] : null }
}

/** A shopper's stage at NOW. */
export function askStage(set: StageSet, told: readonly Told[]): string | undefined {
  return shopperOf({ stages: [set] }, told).at(NOW).stages[set.name]
}

/** Another visit. */
export const visit = (session_id: string) => ({ session_id })
/** Properties of an event. */
export const props = (given: object) => ({ props: given })

/** A case: what happened in words and in events, the outcome (or stage), and where it matters until when, after NOW in ms. */
export type Case = readonly [
  what: string,
  told: readonly Told[],
  outcome: string,
  changes?: readonly [after: number, to: string] | null,
]

/** Whether a definition answers a case as it says. */
function answers(definition: Segment | StageSet, [, told, outcome, changes]: Case): boolean {
  const document = defineDocument('when' in definition ? { segments: [definition] } : { stages: [definition] })
  // What is no definition at all does not go unseen either.
  if (check(document).length) return false
  const shopper = shopperOf(document, told)
  const { segments, stages } = shopper.at(NOW)
  if ((segments[definition.name] ?? stages[definition.name]) !== outcome) return false
  if (changes === undefined) return true
  const next = shopper.foresee(NOW).segments[definition.name]
  return JSON.stringify(next ? [next.at - NOW, next.to] : null) === JSON.stringify(changes)
}

/**
 * Holds a definition to its cases, and the cases to the definition: with any one comparison flipped, number or duration a
 * step off, or part left out, a case must turn red. `same` names changes that change no answer, each with the reason.
 */
export function holds(
  definition: Segment | StageSet,
  cases: readonly Case[],
  same: Readonly<Record<string, string>> = {},
): void {
  describe(definition.name, () => {
    for (const [what, told, outcome, changes] of cases)
      it(`is ${outcome} when ${what}`, () => {
        if ('stages' in definition) return expect(askStage(definition, told)).toBe(outcome)
        const asked = askSegment(definition, told)
        expect(asked).toEqual({ outcome, changes: changes === undefined ? asked.changes : changes })
      })

    const answered = new Set(cases.map(([, , outcome]) => outcome))
    if ('when' in definition && !answered.has('unknown')) {
      it('is unknown of anybody in a shop that sends none of its events', () => {
        const shopper = compile(limitTo(defineDocument({ segments: [definition] }), [])).shopper()
        for (const event of eventsOf([['page_viewed', DAY]])) shopper.add(event)
        expect(shopper.at(NOW).segments[definition.name]).toBe('unknown')
        answered.add('unknown')
      })
    }

    it('has a case of every answer', () => {
      const { stages, otherwise } = 'stages' in definition ? definition : { stages: undefined, otherwise: '' }
      const answers = stages ? [...stages.map(({ name }) => name), otherwise] : ['in', 'out', 'unknown']
      expect([...answered].sort()).toEqual([...new Set(answers)].sort())
    })

    // Among the changes are those of a comparison at its boundary: a case must lie exactly there.
    it('is pinned by these cases: no single change goes unseen', () => {
      const unseen = mutantsOf(definition)
        .filter((mutant) => cases.every((one) => answers(mutant.definition, one)))
        .map(({ what }) => what)
      expect(unseen.filter((what) => !Object.hasOwn(same, what))).toEqual([])
      expect(Object.keys(same).filter((what) => !unseen.includes(what))).toEqual([])
    })
  })
}

/** An order, some time ago. */
export const order = (ago: number, order_id: string, more: object = {}): Told => [
  'order_completed',
  ago,
  props({ order_id, ...more }),
]
/** The lines of an event. */
export const products = (...given: object[]) => ({ products: given })
/** The circumstances of an event. */
export const context = (given: object) => ({ context: given })
/** The same on so many days, the last of them today, or some days ago. */
export const daily = (n: number, name: string, more: object = {}, from = 0): Told[] =>
  Array.from({ length: n }, (_, i) => [name, (from + i) * DAY, more])
/** The same so many times within minutes. */
export const times = (n: number, name: string, more: object = {}, ago = MINUTE): Told[] =>
  Array.from({ length: n }, (_, i) => [name, ago + i, more])

/** Orders so long ago. */
export const ordered = (...ago: number[]) => ago.map((each, i) => order(each, `o${i}`))
/** Orders with as much time between each and the next. */
export const rhythm = (gap: number, last: number, n = 3) =>
  ordered(...Array.from({ length: n }, (_, i) => last + i * gap))

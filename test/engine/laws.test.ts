import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compile } from '../../src/engine/compile'
import type { Shopper } from '../../src/engine/shopper'
import type { AisleDocument } from '../../src/language/ast'
import type { ShopEvent } from '../../src/vocabulary/event-types'
import { documents, logs, nows, splitLogs } from '../support/arbitraries'
import { answer, changesAt, type LoggedEvent, stageChangesAt } from '../support/reference'

/** LANGUAGE.md section 8. AISLE_RUNS and AISLE_SEED repeat or extend a run. */
const RUNS = {
  numRuns: Number(process.env.AISLE_RUNS ?? 1000),
  seed: Number(process.env.AISLE_SEED ?? Date.now() % 1e9),
}

function shopperOf(document: AisleDocument, events: readonly LoggedEvent[], clock?: number): Shopper {
  const shopper = compile(document).shopper()
  shopper.advance(clock)
  for (const event of events) shopper.add(event as ShopEvent)
  return shopper
}

/** All that a shopper answers, as JSON would carry it (IEEE knows a negative zero, JSON does not). */
function answersOf(shopper: Shopper, document: AisleDocument, now: number): unknown {
  const names = [...document.segments, ...document.stages].map(({ name }) => name)
  return JSON.parse(
    JSON.stringify({
      ...shopper.at(now),
      foreseen: shopper.foresee(now),
      reasons: names.map((name) => shopper.explain(name, now)),
    }),
  )
}

function check(name: string, property: fc.IPropertyWithHooks<never> | unknown) {
  it(`${name} (seed ${RUNS.seed})`, () => fc.assert(property as fc.IPropertyWithHooks<unknown>, RUNS))
}

describe('the laws', () => {
  check(
    'answers as the brute-force reading, and foresees what it does',
    fc.property(documents(), logs(), nows(), (document, log, now) => {
      const shopper = shopperOf(document, log)
      const { segments, traits, stages } = shopper.at(now)
      const foreseen = { segments: changesAt(document, log, now), stages: stageChangesAt(document, log, now) }
      expect({ segments, stages, traits: JSON.parse(JSON.stringify(traits)) }).toEqual(
        JSON.parse(JSON.stringify(answer(document, log, now))),
      )
      expect(shopper.foresee(now)).toEqual(foreseen)
    }),
  )

  check(
    '1 order: any permutation of the events gives the same answers',
    fc.property(documents(), splitLogs(), nows(), (document, { log, permuted }, now) => {
      expect(answersOf(shopperOf(document, permuted), document, now)).toEqual(
        answersOf(shopperOf(document, log), document, now),
      )
      // Late events, however late, count as if they had come in time.
      expect(answersOf(shopperOf(document, permuted, now), document, now)).toEqual(
        answersOf(shopperOf(document, log), document, now),
      )
    }),
  )

  check(
    '2 once: folding an event again changes nothing',
    fc.property(documents(), logs(), nows(), (document, log, now) => {
      const once = shopperOf(document, log, now)
      const again = shopperOf(document, [...log, ...log], now)
      expect(answersOf(again, document, now)).toEqual(answersOf(once, document, now))
    }),
  )

  check(
    '3 merge: the states of two parts answer as the state of the whole, in either order',
    fc.property(documents(), splitLogs(), nows(), nows(), (document, { log, left, right }, now, other) => {
      const clock = Math.min(now, other)
      const whole = answersOf(shopperOf(document, log), document, now)
      const a = shopperOf(document, left, clock)
      const b = shopperOf(document, right)
      a.merge(b)
      expect(answersOf(a, document, now)).toEqual(whole)
      b.merge(shopperOf(document, left, clock).snapshot())
      expect(answersOf(b, document, now)).toEqual(whole)
    }),
  )

  check(
    '4 snapshot: what is restored answers as what was saved, and goes on like it',
    fc.property(documents(), splitLogs(), nows(), nows(), (document, { log, left, right }, now, other) => {
      const saved = shopperOf(document, left, Math.min(now, other))
      const restored = compile(document).shopper(JSON.parse(JSON.stringify(saved.snapshot())))
      expect(answersOf(restored, document, now)).toEqual(answersOf(saved, document, now))
      for (const event of right) restored.add(event as ShopEvent)
      expect(answersOf(restored, document, now)).toEqual(answersOf(shopperOf(document, log), document, now))
    }),
  )

  check(
    '5 time: the outcome stays until changes_at, and is then the one announced',
    fc.property(
      documents(),
      logs(),
      nows(),
      fc.array(fc.nat(), { minLength: 8, maxLength: 8 }),
      (document, log, now, steps) => {
        const shopper = shopperOf(document, log)
        const { segments } = shopper.at(now)
        for (const [name, next] of Object.entries(shopper.foresee(now).segments)) {
          const end = next?.at ?? now + 400 * 86_400_000
          const inside = steps.map((step) => now + 1 + (step % Math.max(1, end - now - 1)))
          for (const at of [...inside, end - 1])
            if (at < end && at > now) expect([at, shopper.at(at).segments[name]]).toEqual([at, segments[name]])
          if (next) expect(shopper.at(next.at).segments[name]).toBe(next.to)
        }
      },
    ),
  )

  check(
    'advance tells every change at its exact instant',
    fc.property(documents(), logs(), nows(), (document, log, now) => {
      const shopper = shopperOf(document, log)
      for (const { kind, name, from, to, at } of shopper.advance(now)) {
        const list = kind === 'segment' ? 'segments' : 'stages'
        expect(answer(document, log, at)[list][name]).toBe(to)
        expect(answer(document, log, at - 1)[list][name]).toBe(from)
      }
      expect(shopper.clock).toBe(now)
      const { segments, stages } = shopper.at(now)
      expect({ segments, stages }).toEqual(pick(answer(document, log, now)))
    }),
  )

  it('changes_at is what asking every instant on a grid finds', () => {
    const property = fc.property(documents(), logs(), nows(), (document, log, now) => {
      const shopper = shopperOf(document, log)
      const step = 1_800_000
      const before = shopper.at(now).segments
      const foreseen = shopper.foresee(now).segments
      const open = new Set(Object.keys(before))
      for (let at = now + step; at <= now + 40 * 86_400_000 && open.size; at += step) {
        const { segments } = shopper.at(at)
        for (const name of open) {
          const next = foreseen[name]
          if (next && next.at <= at) open.delete(name)
          else expect([name, at, segments[name]]).toEqual([name, at, before[name]])
        }
      }
    })
    fc.assert(property, { ...RUNS, numRuns: RUNS.numRuns / 20 })
  })
})

const pick = ({ segments, stages }: { segments: object; stages: object }) => ({ segments, stages })

import { describe, expect } from 'vitest'
import type { Engine } from '../../src/engine/compile-checked'
import type { Shopper } from '../../src/engine/shopper'
import type { ShopEvent } from '../../src/vocabulary/event-types'
import { lawRuns, shopperOf } from '../support/laws'

/** All that a shopper answers, as JSON would carry it (IEEE knows a negative zero, JSON does not). */
function answersOf(shopper: Shopper, { document }: Engine, now: number): string {
  const names = [...document.segments, ...document.stages].map(({ name }) => name)
  const reasons = names.map((name) => shopper.explain(name, now))
  return JSON.stringify({
    ...shopper.at(now),
    reasons,
    traits: document.traits.map(({ name }) => shopper.trait(name, now)),
  })
}

describe('the laws', () => {
  lawRuns(
    '1 order: any permutation of the events gives the same answers',
    ({ engine, split: { log, permuted }, now }) => {
      const answers = answersOf(shopperOf(engine, log), engine, now)
      expect(answersOf(shopperOf(engine, permuted), engine, now)).toBe(answers)
      // Late events, however late, count as if they had come in time.
      expect(answersOf(shopperOf(engine, permuted, now), engine, now)).toBe(answers)
    },
  )

  lawRuns('2 once: folding an event again changes nothing', ({ engine, split: { log }, now }) => {
    const once = answersOf(shopperOf(engine, log, now), engine, now)
    expect(answersOf(shopperOf(engine, [...log, ...log], now), engine, now)).toBe(once)
  })

  lawRuns(
    '3 merge: the states of two parts answer as the state of the whole, in either order',
    ({ engine, split: { log, left, right }, now, other }) => {
      const clock = Math.min(now, other)
      const whole = answersOf(shopperOf(engine, log), engine, now)
      const a = shopperOf(engine, left, clock)
      const b = shopperOf(engine, right)
      a.merge(b)
      expect(answersOf(a, engine, now)).toBe(whole)
      b.merge(shopperOf(engine, left, clock).snapshot())
      expect(answersOf(b, engine, now)).toBe(whole)
    },
  )

  lawRuns(
    '4 snapshot: what is restored answers as what was saved, and goes on like it',
    ({ engine, split: { log, left, right }, now, other }) => {
      const saved = shopperOf(engine, left, Math.min(now, other))
      const restored = engine.shopper(JSON.parse(JSON.stringify(saved.snapshot())))
      expect(answersOf(restored, engine, now)).toBe(answersOf(saved, engine, now))
      for (const event of right) restored.fold(event as ShopEvent)
      expect(answersOf(restored, engine, now)).toBe(answersOf(shopperOf(engine, log), engine, now))
    },
  )

  lawRuns(
    '5 time: the outcome stays until changes_at, and is then the one announced',
    ({ engine, split: { log }, now, steps }) => {
      const shopper = shopperOf(engine, log)
      const { segments } = shopper.at(now)
      for (const [name, next] of Object.entries(shopper.foresee(now).segments)) {
        const end = next?.at ?? now + 400 * 86_400_000
        const inside = steps.map((step) => now + 1 + (step % Math.max(1, end - now - 1)))
        for (const at of [...inside, end - 1])
          if (at < end && at > now) expect([at, shopper.at(at).segments[name]]).toEqual([at, segments[name]])
        if (next) expect(shopper.at(next.at).segments[name]).toBe(next.to)
      }
    },
  )
})

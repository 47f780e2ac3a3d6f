import { describe, expect } from 'vitest'
import { lawRuns, shopperOf } from '../support/laws'
import { allChangesAt, answer } from '../support/reference'

describe('answers and foresight', () => {
  lawRuns('answers as the brute-force reading does', ({ document, engine, split: { log }, now }) => {
    const { segments, stages, traits } = shopperOf(engine, log).at(now)
    const expected = answer(document, log, now)
    // As JSON carries them: IEEE knows a negative zero, JSON does not.
    expect(JSON.stringify([segments, stages, traits])).toBe(
      JSON.stringify([expected.segments, expected.stages, expected.traits]),
    )
  })

  lawRuns(
    'foresees what asking the brute-force reading at every instant that could matter finds',
    ({ document, engine, split: { log }, now }) => {
      expect(shopperOf(engine, log).foresee(now)).toEqual(allChangesAt(document, log, now))
    },
    0.3,
  )

  lawRuns(
    'says the same once what was worked out is let go',
    ({ engine, split: { log }, now }) => {
      const shopper = shopperOf(engine, log)
      const said = (at: number) => [shopper.at(at), shopper.foresee(at), shopper.until]
      const [early, late] = [said(now), said(now + 7 * 86_400_000)]
      shopper.release()
      expect(said(now + 7 * 86_400_000)).toEqual(late)
      shopper.release()
      expect(said(now)).toEqual(early)
      const other = shopperOf(engine, log)
      shopper.release()
      expect(shopper.advance(now)).toEqual(other.advance(now))
    },
    0.3,
  )

  lawRuns('advance tells every change at its exact instant', ({ document, engine, split: { log }, now }) => {
    const shopper = shopperOf(engine, log)
    for (const { kind, name, from, to, at } of shopper.advance(now)) {
      const list = kind === 'segment' ? 'segments' : 'stages'
      expect(answer(document, log, at)[list][name]).toBe(to)
      expect(answer(document, log, at - 1)[list][name]).toBe(from)
    }
    expect(shopper.clock).toBe(now)
    const { segments, stages } = shopper.at(now)
    expect({ segments, stages }).toEqual(pick(answer(document, log, now)))
  })

  lawRuns(
    'changes_at is what asking every instant on a grid finds',
    ({ engine, split: { log }, now }) => {
      const shopper = shopperOf(engine, log)
      const step = 3 * 3_600_000
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
    },
    0.1,
  )
})

const pick = ({ segments, stages }: { segments: object; stages: object }) => ({ segments, stages })

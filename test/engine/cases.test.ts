import { describe, expect, it } from 'vitest'
import { compile } from '../../src/engine/compile'
import type { Shopper } from '../../src/engine/shopper'
import type { ShopEvent } from '../../src/vocabulary/event-types'
import { allChangesAt, byTimeAndId } from '../support/reference'
import { goldenCases, shuffled } from './golden-cases'

/** The ways in which one history may come to be known; none of them may matter. */
const TELLINGS: Record<string, (shopper: Shopper, events: readonly ShopEvent[], now: number) => void> = {
  'in the order of the file': (shopper, events) => {
    for (const event of events) shopper.add(event)
  },
  shuffled: (shopper, events) => {
    for (const event of [...shuffled(events, 7), ...shuffled(events, 11)]) shopper.add(event)
  },
  'as it happens': (shopper, events, now) => {
    for (const event of [...events].sort(byTimeAndId)) shopper.add(event, Math.min(event.time, now))
    shopper.advance(now)
  },
  late: (shopper, events, now) => {
    shopper.advance(now)
    for (const event of shuffled(events, 3)) shopper.add(event)
  },
  'late and folded': (shopper, events, now) => {
    for (const event of shuffled(events, 5)) shopper.fold(event, now)
  },
}

/** As JSON carries it. */
const plain = (value: unknown) => JSON.parse(JSON.stringify(value))

describe.each(goldenCases)('%s', (_file, { now, document, shoppers }) => {
  const engine = compile(document)
  const stageChanges = new Map(
    shoppers.map(({ shopper_id, events }) => [shopper_id, allChangesAt(document, events, now).stages]),
  )

  it.each(Object.entries(TELLINGS))('is answered as written when told %s', (_telling, tell) => {
    for (const { shopper_id, events, expected } of shoppers) {
      const shopper = engine.shopper()
      tell(shopper, events as readonly ShopEvent[], now)
      const { segments, traits, stages } = shopper.at(now)
      const foreseen = shopper.foresee(now)
      const answer = { segments, traits: plain(traits), stages, changes_at: foreseen.segments }
      expect({ shopper_id, ...answer }).toStrictEqual({ shopper_id, ...expected })
      expect(foreseen.stages).toStrictEqual(stageChanges.get(shopper_id))
    }
  })

  it('is explained with the same outcomes', () => {
    for (const { events, expected } of shoppers) {
      const shopper = engine.shopper()
      for (const event of events) shopper.add(event as ShopEvent)
      for (const [name, outcome] of Object.entries(expected.segments))
        expect(shopper.explain(name, now)).toMatchObject({
          outcome,
          because: [{ outcome }],
          changes_at: expected.changes_at[name],
        })
      for (const [name, value] of Object.entries(expected.traits))
        expect(plain(shopper.trait(name, now)?.value)).toBe(value)
    }
  })

  it('is answered as written from a snapshot taken half way', () => {
    for (const { shopper_id, events, expected } of shoppers) {
      const half = Math.floor(events.length / 2)
      const before = engine.shopper()
      for (const event of events.slice(0, half)) before.add(event as ShopEvent)
      const shopper = engine.shopper(plain(before.snapshot()))
      for (const event of events.slice(half)) shopper.add(event as ShopEvent)
      const { segments, traits, stages } = shopper.at(now)
      const answer = { segments, traits: plain(traits), stages, changes_at: shopper.foresee(now).segments }
      expect({ shopper_id, ...answer }).toStrictEqual({ shopper_id, ...expected })
    }
  })
})

import { describe, expect, it } from 'vitest'
import { compile } from '../../src/engine/compile'
import type { ShopEvent } from '../../src/vocabulary/event-types'
import { readVector, vectorFiles } from '../support/vectors'

describe('engine', () => {
  if (vectorFiles.length === 0) it.skip('answers as the vectors (SKIPPED: ../shared/vectors is not there)')

  it.each(vectorFiles)('answers as the vector %s', (file) => {
    const { now, document, shoppers } = readVector(file)
    const engine = compile(document)
    for (const { shopper_id, events, expected } of shoppers) {
      const shopper = engine.shopper()
      for (const event of events) shopper.add(event as ShopEvent)
      const { segments, traits, stages } = shopper.at(now)
      const changes_at = shopper.foresee(now).segments
      expect({ shopper_id, segments, traits, stages, changes_at }).toStrictEqual({ shopper_id, ...expected })
      for (const name of Object.keys(segments))
        expect(shopper.explain(name, now)).toMatchObject({
          outcome: expected.segments[name],
          changes_at: expected.changes_at[name],
        })
    }
  })
})

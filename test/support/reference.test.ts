import { describe, expect, it } from 'vitest'
import { answer, changesAt } from './reference'
import { readVector, vectorFiles } from './vectors'

describe('reference', () => {
  if (vectorFiles.length === 0) it.skip('answers as the vectors (SKIPPED: ../shared/vectors is not there)')

  it.each(vectorFiles)('answers as the vector %s', (file) => {
    const { now, document, shoppers } = readVector(file)
    for (const { shopper_id, events, expected } of shoppers) {
      const changes_at = changesAt(document, events, now)
      expect({ shopper_id, ...answer(document, events, now), changes_at }).toStrictEqual({ shopper_id, ...expected })
    }
  })
})

import { expect, it } from 'vitest'
import type { DialectName } from '../../../src/warehouse/sql/dialect'
import { readVector, vectorFiles } from '../../support/vectors'
import { answersOfSql } from './agreement'
import type { RunQuery } from './engine'
import type { LoggedEvent } from './tables'

/** Has an engine answer the golden vectors, exactly. */
export function itAnswersVectors(dialect: DialectName, run: RunQuery): void {
  if (vectorFiles.length === 0) it.skip('answers as the vectors (SKIPPED: ../shared/vectors is not there)')

  it.each(vectorFiles)('answers as the vector %s', async (file) => {
    const { now, document, shoppers } = readVector(file)
    const events = shoppers.flatMap((shopper) => shopper.events) as unknown as LoggedEvent[]
    const found = await answersOfSql({ document, events, now }, dialect, run)
    for (const { shopper_id, expected } of shoppers) {
      const { segments, stages, traits } = expected
      expect({ shopper_id, ...found.get(shopper_id) }).toStrictEqual({ shopper_id, segments, stages, traits })
    }
  })
}

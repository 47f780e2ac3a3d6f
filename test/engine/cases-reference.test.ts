import { describe, expect, it } from 'vitest'
import { answer, changesAt } from '../support/reference'
import { goldenCases } from './golden-cases'

describe('the reference', () => {
  it.each(goldenCases)('answers %s as written', (_file, { now, document, shoppers }) => {
    for (const { shopper_id, events, expected } of shoppers) {
      const answers = JSON.parse(JSON.stringify(answer(document, events, now)))
      expect({ shopper_id, ...answers, changes_at: changesAt(document, events, now) }).toStrictEqual({
        shopper_id,
        ...expected,
      })
    }
  })
})

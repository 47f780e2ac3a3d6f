import { describe, expect, it } from 'vitest'
import type { Condition } from '../../src/language/ast'
import { defineDocument } from '../../src/language/define'
import { describeMetric } from '../../src/language/describe'
import { eventsOf, limitTo } from '../../src/language/limit-to'

const UNKNOWN = { eq: [{ ratio: [0, 0] }, 0] }
const added = { event: 'product_added' }
const viewed = { event: 'product_viewed' }

/** A condition as it is for a shop that sends product views alone. */
const limited = (when: Condition): Condition =>
  limitTo(defineDocument({ segments: [{ name: 'one', version: 1, title: 'One', when }] }), ['product_viewed'])
    .segments[0]!.when

describe('limitTo()', () => {
  it('leaves rules as they are over what the shop sends, any event, or one of several that it sends', () => {
    for (const of of [viewed, { event: '*' }, { event: ['product_added', 'product_viewed'] }])
      expect(limited({ gte: [{ count: of }, 1] })).toEqual({ gte: [{ count: of }, 1] })
    expect(limited({ sequence: [viewed, viewed] })).toEqual({ sequence: [viewed, viewed] })
    expect(limited({ exists: { last: 'query', of: viewed } })).toEqual({ exists: { last: 'query', of: viewed } })
  })

  it('makes absent what would be 0 of events that the shop never sends', () => {
    for (const metric of [
      { count: added },
      { days: added },
      { sum: 'total', of: added },
      { distinct: 'query', of: added },
    ])
      expect(limited({ gte: [metric, 1] })).toEqual({ gte: [{ ratio: [0, 0] }, 1] })
  })

  it('makes unknown what answers without a value: a sequence, exists, and points of what the shop never sends', () => {
    expect(limited({ sequence: [viewed, added] })).toEqual(UNKNOWN)
    expect(limited({ exists: { last: 'query', of: added } })).toEqual(UNKNOWN)
    expect(limited({ not: { exists: { ratio: [{ count: viewed }, { count: added }] } } })).toEqual({ not: UNKNOWN })
    const points = (of: object) => ({ points: [[1, { gte: [{ count: of }, 1] }]] }) as never
    expect(limited({ gte: [points(added), 1] })).toEqual({ gte: [{ ratio: [0, 0] }, 1] })
    expect(limited({ gte: [points(viewed), 1] })).toEqual({ gte: [points(viewed), 1] })
  })
})

describe('describeMetric()', () => {
  it('says of what is absent that it is never sent, and of no other ratio', () => {
    expect(describeMetric({ ratio: [0, 0] })).toBe('what is never sent')
    expect(describeMetric({ ratio: [1, 0] })).toBe('1 divided by 0')
    expect(describeMetric({ ratio: [0, 1] })).toBe('0 divided by 1')
  })
})

describe('eventsOf()', () => {
  it('names each event once, and not "any event", nor a field of that name', () => {
    const when = {
      all: [
        { gte: [{ count: { event: ['a', 'b'], where: { event: 'c' } } }, 1] },
        { sequence: [{ event: 'a' }, { event: '*' }] },
      ],
    }
    expect(eventsOf(when)).toEqual(['a', 'b'])
  })
})

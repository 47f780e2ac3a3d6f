import { describe, expect, test } from 'vitest'
import { DAY, event, factsOf, HOUR } from '../support/events'

describe('the quality of the data', () => {
  test('counts what looks automated, by reason', () => {
    const bot = (after: number, automated: object) =>
      event('a', 'page_viewed', after, { context: { automated } as never })
    const log = [bot(0, { reason: 'user agent: x' }), bot(1, { reason: 'user agent: x' }), bot(HOUR, {})]
    const { automated } = factsOf([...log, event('b', 'page_viewed')]).quality
    expect(automated).toEqual({
      events: 3,
      visits: 2,
      shoppers: 1,
      reasons: [
        { reason: 'user agent: x', events: 2 },
        { reason: '(unknown)', events: 1 },
      ],
    })
  })

  test.each([
    [1, 'one visit'],
    [HOUR, 'under 7 days'],
    [7 * DAY - 1, 'under 7 days'],
    [7 * DAY, '7 to 30 days'],
    [30 * DAY, '30 to 180 days'],
    [180 * DAY - 1, '30 to 180 days'],
    [180 * DAY, '180 days and more'],
  ])('says how long shoppers were seen: %i ms is %s', (gap, length) => {
    const { lengths } = factsOf([event('a', 'page_viewed'), event('a', 'page_viewed', gap)]).quality
    expect(lengths.filter(({ shoppers }) => shoppers)).toEqual([{ length, shoppers: 1 }])
  })

  test('holds each definition against the events that there are', () => {
    const { coverage } = factsOf([event('a', 'page_viewed')])
    expect(coverage.find(({ name }) => name === 'serial_returner')).toMatchObject({ decides: 'no' })
  })
})

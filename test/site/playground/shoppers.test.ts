import { describe, expect, it } from 'vitest'
import { FROM, SHOPPERS, UNTIL } from '../../../site/playground/shoppers'
import { readEvent } from '../../../src/schemas'

describe('the sample shoppers', () => {
  it.each(SHOPPERS.map((each) => [each.id, each] as const))('%s has events as a shop sends them', (id, { events }) => {
    for (const event of events) {
      expect(readEvent(event)).toEqual({ event, problems: [] })
      expect(event.shopper_id).toBe(id)
    }
    const times = events.map(({ time }) => time)
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect(Math.min(...times)).toBeGreaterThan(FROM)
    expect(Math.max(...times)).toBeLessThan(UNTIL)
  })

  it('share no id', () => {
    const ids = SHOPPERS.flatMap(({ events }) => events.map(({ id }) => id))
    expect(new Set(ids).size).toBe(ids.length)
  })
})

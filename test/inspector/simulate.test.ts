import { describe, expect, test } from 'vitest'
import { age, compile, count, defineDocument, defineSegment, defineTrait } from '../../src/index'
import type { Persona } from '../../src/inspector/persona'
import { simulate } from '../../src/inspector/simulate'

const NOW = Date.UTC(2026, 2, 4, 12)
const document = defineDocument({
  segments: [
    defineSegment({ name: 'hesitant', version: 1, title: 'Hesitates', when: age('last', 'product_added').gte('30m') }),
  ],
  traits: [defineTrait({ name: 'adds', version: 1, title: 'Adds', value: count('product_added') })],
})
const persona: Persona = {
  name: 'slow',
  title: 'Slow',
  description: 'Adds and waits.',
  events: [
    { name: 'product_added', ago: '10m', properties: { product: { product_id: 'A' }, cart_value: 5 } },
    { name: 'page_viewed', ago: '50m' },
    { name: 'no such name', ago: '1m' },
  ],
}
const play = () => simulate(compile(document), { persona, now: NOW })

describe('simulate()', () => {
  test('plays what a tracker would take, in order, a visit ending after 30 minutes without an event', () => {
    const { events } = play()
    expect(events.map(({ name, time }) => [name, NOW - time])).toEqual([
      ['page_viewed', 3_000_000],
      ['product_added', 600_000],
    ])
    expect(events[1]).toMatchObject({ props: { cart_value: 5 }, products: [{ product_id: 'A' }] })
    expect(new Set(events.map(({ session_id }) => session_id)).size).toBe(2)
  })

  test('changes by time alone, at the exact instant, and goes back as well', () => {
    const { at } = play()
    const minute = 60_000
    expect(at(20 * minute - 1).view.segments).toEqual({ hesitant: 'out' })
    const later = at(20 * minute)
    expect(later.view).toMatchObject({ is_ready: true, now: NOW + 20 * minute, segments: { hesitant: 'in' } })
    expect(later.changes).toMatchObject([{ name: 'hesitant', to: 'in', at: NOW + 20 * minute, cause: 'time' }])
    expect(at(0)).toMatchObject({ changes: [], view: { segments: { hesitant: 'out' } } })
    expect(at(0).explain('hesitant')?.changes_at).toEqual({ at: NOW + 20 * minute, to: 'in' })
  })

  test('calls its events by what they are', () => {
    const known = play().at(0)
    const [id] = known.trait?.('adds')?.events ?? []
    expect(known.event(id!)).toMatch(/^product_added \d\d:\d\d:\d\d$/)
    expect(known.event('another')).toBe('another')
  })
})

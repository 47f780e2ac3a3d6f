import type { AisleDocument, Condition, Metric } from '../../src/language/ast'
import type { ShopEvent } from '../../src/vocabulary/event-types'

/** 2026-01-01T12:00:00Z. */
export const NOW = Date.UTC(2026, 0, 1, 12)
export const MINUTE = 60_000
export const HOUR = 3_600_000
export const DAY = 86_400_000

/** A normal event; its id is its name unless said. */
export const event = (name: string, time: number, more: object = {}): ShopEvent =>
  ({
    id: name,
    name,
    time,
    shopper_id: 'u1',
    session_id: 'v1',
    props: {},
    products: [],
    context: {},
    ...more,
  }) as unknown as ShopEvent

/** A document of segments and traits by name. */
export const documentOf = (
  segments: Readonly<Record<string, Condition>>,
  traits: Readonly<Record<string, Metric>> = {},
  stages: AisleDocument['stages'] = [],
): AisleDocument => ({
  aisle: 1,
  zone: 'UTC',
  currency: 'EUR',
  segments: Object.entries(segments).map(([name, when]) => ({ name, version: 1, title: name, when })),
  traits: Object.entries(traits).map(([name, value]) => ({ name, version: 1, title: name, value })),
  stages,
})

export const seen = { event: 'seen' }
export const seenInAWeek: Condition = { gte: [{ count: { ...seen, within: '7d' } }, 1] }
export const quietForAnHour: Condition = { gte: [{ age: 'last', of: { event: '*' } }, '1h'] }
export const bought: Condition = { gte: [{ count: { event: 'bought' } }, 1] }

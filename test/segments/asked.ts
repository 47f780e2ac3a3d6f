import { compile } from '../../src/engine/compile'
import type { Segment, StageSet } from '../../src/language/ast'
import { defineDocument } from '../../src/language/define'
import type { ShopEvent } from '../../src/vocabulary/event-types'

/** 2026-01-01T12:00:00Z. */
export const NOW = Date.UTC(2026, 0, 1, 12)
export const MINUTE = 60_000
export const HOUR = 3_600_000
export const DAY = 86_400_000

/** What happened, how long ago in ms, and what more there is to say; the visit is v1 unless said. */
export type Told = readonly [name: string, ago: number, more?: object]

const eventsOf = (told: readonly Told[]) =>
  told.map(([name, ago, more], i) => ({
    id: `e${String(i).padStart(2, '0')}`,
    name,
    time: NOW - ago,
    shopper_id: 'u1',
    session_id: 'v1',
    props: {},
    products: [],
    context: {},
    ...more,
  })) as unknown as readonly ShopEvent[]

const shopperOf = (document: Parameters<typeof defineDocument>[0], told: readonly Told[]) => {
  const shopper = compile(defineDocument(document)).shopper()
  for (const event of eventsOf(told)) shopper.add(event)
  return shopper
}

/** A segment's outcome at NOW, and when it changes by time alone: ms after NOW, and to what. */
export function askSegment(segment: Segment, told: readonly Told[]) {
  const shopper = shopperOf({ segments: [segment] }, told)
  const next = shopper.foresee(NOW).segments[segment.name]
  return { outcome: shopper.at(NOW).segments[segment.name], changes: next ? [next.at - NOW, next.to] : null }
}

/** A shopper's stage at NOW. */
export function askStage(set: StageSet, told: readonly Told[]): string | undefined {
  return shopperOf({ stages: [set] }, told).at(NOW).stages[set.name]
}

/** Another visit. */
export const visit = (session_id: string) => ({ session_id })
/** Properties of an event. */
export const props = (given: object) => ({ props: given })

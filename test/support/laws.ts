import fc from 'fast-check'
import { it } from 'vitest'
import type { Engine } from '../../src/engine/compile'
import type { Shopper } from '../../src/engine/shopper'
import type { ShopEvent } from '../../src/vocabulary/event-types'
import type { LoggedEvent } from './reference'

const { AISLE_RUNS = 1000, AISLE_SEED = Date.now() % 1e9 } = process.env

/** A property that must hold in a thousand random cases; AISLE_RUNS and AISLE_SEED extend or repeat a run. */
export function lawRuns<T>(name: string, property: fc.IPropertyWithHooks<T>, share = 1): void {
  it(`${name} (seed ${AISLE_SEED})`, () => {
    fc.assert(property, { numRuns: Math.ceil(Number(AISLE_RUNS) * share), seed: Number(AISLE_SEED) })
  })
}

/** A shopper who has seen some events; with a clock, all of them late. */
export function shopperOf(engine: Engine, events: readonly LoggedEvent[], clock?: number): Shopper {
  const shopper = engine.shopper()
  for (const event of events) shopper.fold(event as ShopEvent, clock)
  return shopper
}

import fc from 'fast-check'
import { it } from 'vitest'
import { compile } from '../../src/engine/compile'
import type { Engine } from '../../src/engine/compile-checked'
import type { Shopper } from '../../src/engine/shopper'
import type { AisleDocument } from '../../src/language/ast'
import type { ShopEvent } from '../../src/vocabulary/event-types'
import { documents, nows, type SplitLog, splitLogs } from './arbitraries'
import type { LoggedEvent } from './reference'

const { AISLE_RUNS = 1000, AISLE_SEED = Date.now() % 1e9 } = process.env
const seed = Number(AISLE_SEED)

const arbitrary = fc.record({
  document: documents(),
  split: splitLogs(),
  now: nows(),
  other: nows(),
  steps: fc.array(fc.nat(), { minLength: 8, maxLength: 8 }),
})

/** A random document, with a shopper's log told in several ways and two instants. */
export interface LawCase {
  readonly document: AisleDocument
  readonly engine: Engine
  readonly split: SplitLog
  readonly now: number
  readonly other: number
  /** To choose instants by. */
  readonly steps: readonly number[]
}

type Made = Omit<LawCase, 'engine'>

const compiled = (made: Made): LawCase => ({ ...made, engine: compile(made.document) })

/** Making and compiling the cases takes longer than most laws do, so the laws of a file share them. */
let shared: LawCase[] | undefined

function cases(): readonly LawCase[] {
  shared ??= fc.sample(arbitrary, { numRuns: Number(AISLE_RUNS), seed }).map(compiled)
  return shared
}

/**
 * A law that must hold in a thousand random cases, the same ones for every law of a file. Where one fails, fast-check looks
 * for it again to shrink it. AISLE_RUNS and AISLE_SEED extend or repeat a run.
 *
 * @param share How many of the cases, of 1.
 */
export function lawRuns(name: string, hold: (each: LawCase) => void, share = 1): void {
  it(`${name} (seed ${seed})`, () => {
    const numRuns = Math.ceil(Number(AISLE_RUNS) * share)
    try {
      cases().slice(0, numRuns).forEach(hold)
    } catch (error) {
      fc.assert(
        fc.property(arbitrary, (made) => hold(compiled(made))),
        { numRuns, seed },
      )
      throw error
    }
  })
}

/** A shopper who has seen some events; with a clock, all of them late. */
export function shopperOf(engine: Engine, events: readonly LoggedEvent[], clock?: number): Shopper {
  const shopper = engine.shopper()
  for (const event of events) shopper.fold(event as ShopEvent, clock)
  return shopper
}

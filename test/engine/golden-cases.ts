import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { ShopEvent } from '../../src/vocabulary/event-types'
import type { Vector } from '../support/vectors'

/** A file of `test/cases`: a vector with words to it. */
export interface GoldenCase extends Vector {
  readonly language: 1
  readonly title: string
  readonly shoppers: readonly (Vector['shoppers'][number] & { readonly why: string })[]
}

const FOLDER = fileURLToPath(new URL('../cases/', import.meta.url))

/** Every golden case, by file name. */
export const goldenCases: readonly (readonly [file: string, golden: GoldenCase])[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.json'))
  .map((file) => [file, JSON.parse(readFileSync(`${FOLDER}${file}`, 'utf8'))])

/** The events in some other order, the same one on every run. */
export function shuffled(events: readonly ShopEvent[], seed: number): ShopEvent[] {
  const rest = [...events]
  const told: ShopEvent[] = []
  for (let state = seed; rest.length > 0; ) {
    state = (state * 48_271) % 2_147_483_647
    told.push(...rest.splice(state % rest.length, 1))
  }
  return told
}

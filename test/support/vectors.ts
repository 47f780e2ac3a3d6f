import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { AisleDocument } from '../../src/language/ast'
import type { LoggedEvent } from './reference'

/** Random documents and logs with what an independent reading of the language answers. */
export interface Vector {
  readonly now: number
  readonly document: AisleDocument
  readonly shoppers: readonly {
    readonly shopper_id: string
    readonly events: readonly LoggedEvent[]
    readonly expected: {
      readonly segments: Record<string, string>
      readonly stages: Record<string, string>
      readonly traits: Record<string, unknown>
      readonly changes_at: Record<string, { readonly at: number; readonly to: string } | null>
    }
  }[]
}

/** The vectors live beside the repository, not in it. */
const FOLDER = fileURLToPath(new URL('../../../shared/vectors', import.meta.url))

/** Files of vectors; none where the folder is not there. */
export const vectorFiles = existsSync(FOLDER) ? readdirSync(FOLDER).filter((file) => file.endsWith('.json')) : []

/** Reads one file of vectors. */
export function readVector(file: string): Vector {
  return JSON.parse(readFileSync(`${FOLDER}/${file}`, 'utf8'))
}

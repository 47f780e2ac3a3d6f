import { redactEmails } from '../../vocabulary/clean-url'
import { type Problem, type ProblemCode, renderValue } from '../../vocabulary/problem'
import { createProblemList } from '../../vocabulary/problem-list'
import { isPersonal, looksPersonal } from './personal'

/**
 * What an adapter left out, and what it had to assume.
 *
 * @example
 * ```ts
 * const order = { transaction_id: 'A-1', value: 40, customer: { tier: 'gold' } }
 * const { lost, assumed }: Losses = readGa4Hit('purchase', order)
 * lost.map(({ path }) => path) // => ['customer']
 * assumed[0]?.wanted // => 'without tax and shipping, which the total adds to it'
 * ```
 */
export interface Losses {
  /** Every field and event that has no place where it went, with its path in what was handed over; at most 100 of one thing. */
  readonly lost: readonly Problem[]
  /** Everything that had to be assumed: a currency, a zone, a unit. */
  readonly assumed: readonly Problem[]
}

/** Collects what is left out and assumed while one thing is translated. */
export interface Notes {
  /** Something is left out. A value that is personal, by its name or its look, is not shown. */
  lose(path: string, value: unknown, why?: { readonly code?: ProblemCode; readonly wanted?: string }): void
  /** Something is kept that the source does not say: where, what was found there, what is assumed of it. */
  assume(path: string, value: unknown, assumption: string): void
  all(): { lost: Problem[]; assumed: Problem[] }
}

/**
 * Makes notes; of one thing at most 100 losses and 100 assumptions are told, and the rest counted.
 *
 * @example
 * ```ts
 * const notes = createNotes()
 * notes.lose('items[0].affiliation', 'Store')
 * notes.all().lost // [{ code: 'lost', path: 'items[0].affiliation', found: '"Store" (string)', wanted: 'a place for it' }]
 * ```
 */
export function createNotes(): Notes {
  const lost = createProblemList()
  const assumed = createProblemList()
  return {
    lose(path, value, { code = 'lost', wanted = 'a place for it' } = {}) {
      if (code === 'personal' || isPersonal(path, value)) {
        lost.tell({
          code: 'personal',
          path,
          found: kindOf(value),
          wanted: 'no personal data',
        })
      } else lost.tell({ code, path, found: renderValue(value), wanted })
    },
    assume(path, value, assumption) {
      const found = looksPersonal(value) ? kindOf(value) : renderValue(value)
      assumed.tell({ code: 'assumed', path, found, wanted: redactEmails(assumption) })
    },
    all: () => ({ lost: lost.all(), assumed: assumed.all() }),
  }
}

/** What a personal value is, without showing it. */
function kindOf(value: unknown): string {
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

import type { AisleDocument, StageSet } from '../../language/ast'
import type { ShopperLife } from './shopper-life'

/**
 * How many shoppers stand at each stage of a set.
 *
 * @example
 * const { facts } = await reportOf([event], { definitions: builtin, now })
 * const intent: StageSetFacts | undefined = facts.stages.find(({ set }) => set === 'visit_intent')
 * intent?.stages.map(({ stage }) => stage) // => ['undecided', 'browser', 'researcher', 'buyer']
 */
export interface StageSetFacts {
  readonly set: string
  /** From the stage that a shopper begins in to the one that is told first. */
  readonly stages: readonly { readonly stage: string; readonly shoppers: number }[]
}

/**
 * The stages of a set from where a shopper begins: a document lists them the other way round, the furthest first.
 *
 * @example
 * stageOrder(purchaseJourney)[0] // 'first_visit'
 */
export function stageOrder({ stages, otherwise }: StageSet): string[] {
  return [...new Set([otherwise, ...stages.map(({ name }) => name).reverse()])]
}

/** Counts where shoppers stand. */
export class StageTally {
  readonly #document: AisleDocument
  readonly #counts = new Map<string, number>()

  constructor(document: AisleDocument) {
    this.#document = document
  }

  /** Takes one shopper in. */
  add({ answers }: ShopperLife): void {
    for (const [set, stage] of Object.entries(answers.stages)) {
      const key = `${set}.${stage}`
      this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1)
    }
  }

  /** What was counted. */
  get facts(): StageSetFacts[] {
    return this.#document.stages.map((set) => ({
      set: set.name,
      stages: stageOrder(set).map((stage) => ({ stage, shoppers: this.#counts.get(`${set.name}.${stage}`) ?? 0 })),
    }))
  }
}

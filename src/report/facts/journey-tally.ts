import type { AisleDocument } from '../../language/ast'
import { sampleQuantile } from '../../predict/quantile'
import { JOURNEYS, type ShopperLife } from './shopper-life'
import { stageOrder } from './stage-tally'

/** From one stage to another. */
export interface Move {
  readonly from: string
  readonly to: string
  /** How often; a shopper may make the same move again. */
  readonly count: number
  /** Of these, by the passing of time alone. */
  readonly by_time: number
  /** The median time from entering `from` to entering `to`, ms: a value of the sample (Hyndman & Fan 1996, definition 1). */
  readonly median_ms: number
  /** Whether it leads back to a stage before. */
  readonly is_back: boolean
}

/** How shoppers went through the stages of a set. */
export interface JourneyFacts {
  readonly set: string
  /** From the stage that a shopper begins in. */
  readonly stages: readonly {
    readonly stage: string
    /** Shoppers who began there, with their first event. */
    readonly began: number
    /** Shoppers who were ever there. */
    readonly reached: number
    /** Shoppers who stand there. */
    readonly stand: number
  }[]
  /** In the order of the stages. */
  readonly moves: readonly Move[]
}

interface Moved {
  by_time: number
  readonly times: number[]
}

/** Follows shoppers from stage to stage. */
export class JourneyTally {
  readonly #sets: readonly { readonly name: string; readonly order: readonly string[] }[]
  readonly #began = new Map<string, number>()
  readonly #reached = new Map<string, number>()
  readonly #stand = new Map<string, number>()
  readonly #moves = new Map<string, Moved>()

  constructor({ stages }: AisleDocument) {
    const sets = stages.filter(({ name }) => JOURNEYS.includes(name))
    this.#sets = sets.map((set) => ({ name: set.name, order: stageOrder(set) }))
  }

  /** Takes one shopper in. */
  add({ movements }: ShopperLife): void {
    for (const { name } of this.#sets) {
      const reached = new Set<string>()
      let since = 0
      let last = ''
      for (const { name: set, from, to, at, cause } of movements) {
        if (set !== name) continue
        if (from === null) count(this.#began, `${set}.${to}`)
        else this.#move(`${set}.${from}.${to}`, at - since, cause === 'time')
        reached.add(to)
        since = at
        last = to
      }
      for (const stage of reached) count(this.#reached, `${name}.${stage}`)
      if (last) count(this.#stand, `${name}.${last}`)
    }
  }

  /** What was counted. */
  get facts(): JourneyFacts[] {
    return this.#sets.map(({ name, order }) => {
      const of = (counts: ReadonlyMap<string, number>, stage: string) => counts.get(`${name}.${stage}`) ?? 0
      return {
        set: name,
        stages: order.map((stage) => ({
          stage,
          began: of(this.#began, stage),
          reached: of(this.#reached, stage),
          stand: of(this.#stand, stage),
        })),
        moves: order.flatMap((from, i) => order.flatMap((to, j) => this.#moveFacts(name, from, to, j < i))),
      }
    })
  }

  #move(key: string, took: number, isByTime: boolean): void {
    const moved = this.#moves.get(key) ?? { by_time: 0, times: [] }
    this.#moves.set(key, moved)
    moved.times.push(took)
    if (isByTime) moved.by_time += 1
  }

  #moveFacts(set: string, from: string, to: string, is_back: boolean): Move[] {
    const moved = this.#moves.get(`${set}.${from}.${to}`)
    if (!moved) return []
    const sorted = Float64Array.from(moved.times).sort()
    const median_ms = sampleQuantile(sorted as unknown as readonly number[], 0.5).value
    return [{ from, to, count: sorted.length, by_time: moved.by_time, median_ms, is_back }]
  }
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

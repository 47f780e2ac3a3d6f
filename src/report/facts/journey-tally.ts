import type { AisleDocument } from '../../language/ast'
import { medianOf } from './median'
import { JOURNEYS, type ShopperLife } from './shopper-life'
import { stageOrder } from './stage-tally'

/**
 * From one stage to another.
 *
 * @example
 * // What befalls shoppers who do nothing, the most frequent first.
 * const byTime = (moves: readonly Move[]) =>
 *   moves.filter(({ by_time }) => by_time > 0).sort((one, other) => other.by_time - one.by_time)
 */
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

/**
 * How shoppers went through the stages of a set.
 *
 * @example
 * const { facts } = await reportOf([event], { definitions: builtin, now }) // a cart that was filled
 * const journey: JourneyFacts | undefined = facts.journeys.find(({ set }) => set === 'purchase_journey')
 * journey?.stages.filter(({ stand }) => stand > 0).map(({ stage }) => stage) // => ['registered']
 */
export interface JourneyFacts {
  readonly set: string
  /** From the stage that a shopper begins in. */
  readonly stages: readonly {
    readonly stage: string
    /** Shoppers who began there, with their first event. */
    readonly began: number
    /** Shoppers who were ever there. */
    readonly reached: number
    /** The median time from their first event to when they first were there, ms; null where nobody was. */
    readonly after_ms: number | null
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
  /** By stage, how long after their first event shoppers first were there, ms. */
  readonly #reached = new Map<string, number[]>()
  readonly #stand = new Map<string, number>()
  readonly #moves = new Map<string, Moved>()

  constructor({ stages }: AisleDocument) {
    const sets = stages.filter(({ name }) => JOURNEYS.includes(name))
    this.#sets = sets.map((set) => ({ name: set.name, order: stageOrder(set) }))
  }

  /** Takes one shopper in. */
  add({ movements }: ShopperLife): void {
    for (const { name } of this.#sets) {
      const reached = new Map<string, number>()
      let first = 0
      let since = 0
      let last = ''
      for (const { name: set, from, to, at, cause } of movements) {
        if (set !== name) continue
        if (from === null) {
          count(this.#began, `${set}.${to}`)
          first = at
        } else this.#move(`${set}.${from}.${to}`, at - since, cause === 'time')
        if (!reached.has(to)) reached.set(to, at - first)
        since = at
        last = to
      }
      for (const [stage, took] of reached) {
        const all = this.#reached.get(`${name}.${stage}`) ?? []
        this.#reached.set(`${name}.${stage}`, all)
        all.push(took)
      }
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
          reached: this.#reached.get(`${name}.${stage}`)?.length ?? 0,
          after_ms: medianOf(this.#reached.get(`${name}.${stage}`)),
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
    const { times, by_time } = moved
    return [{ from, to, count: times.length, by_time, median_ms: medianOf(times)!, is_back }]
  }
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

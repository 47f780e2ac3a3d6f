import { Named } from './named-counts'
import type { ShopperLife } from './shopper-life'
import { FUNNEL_STEPS } from './visits'

/**
 * How far visits came, of a channel or of all.
 *
 * @example
 * const email: FunnelRow = { channel: 'email', visits: [200, 120, 40, 20, 10] }
 * email.visits.map((count, step, all) => count / (all[step - 1] ?? count)) // => [1, 0.6, 40 / 120, 0.5, 0.5]
 */
export interface FunnelRow {
  readonly channel: string
  /** By step, the visits that came at least so far: never more than at the step before. */
  readonly visits: readonly number[]
}

/**
 * How far visits came.
 *
 * @example
 * const { facts } = await reportOf([event], { definitions: builtin, now })
 * const funnel: FunnelFacts = facts.funnel
 * funnel.steps // => ['visit', 'cart']
 * funnel.missing.map(({ step }) => step) // => ['product', 'checkout', 'order']
 */
export interface FunnelFacts {
  /** The steps that the log has events of, the visit first. */
  readonly steps: readonly string[]
  /** The steps that it has none of, each with the events that would say so. */
  readonly missing: readonly { readonly step: string; readonly events: readonly string[] }[]
  readonly all: FunnelRow
  /** The channels with the most visits first. */
  readonly channels: readonly FunnelRow[]
}

/** Counts how far visits came, by channel. */
export class FunnelTally {
  readonly #all = zeros()
  readonly #channels = new Named(zeros)
  readonly #names = new Set<string>()

  /** Takes one shopper in. */
  add({ events, visits }: ShopperLife): void {
    for (const { name } of events) this.#names.add(name)
    for (const { channel, furthest } of visits) {
      const row = this.#channels.of(channel)
      for (let step = 0; step <= furthest; step++) {
        this.#all[step]! += 1
        row[step]! += 1
      }
    }
  }

  /** What was counted. */
  get facts(): FunnelFacts {
    const isThere = FUNNEL_STEPS.map(({ events }) => !events.length || events.some((name) => this.#names.has(name)))
    const row = (channel: string, visits: readonly number[]) => ({
      channel,
      visits: visits.filter((_, step) => isThere[step]),
    })
    return {
      steps: FUNNEL_STEPS.filter((_, step) => isThere[step]).map(({ name }) => name),
      missing: FUNNEL_STEPS.filter((_, step) => !isThere[step]).map(({ name, events }) => ({ step: name, events })),
      all: row('all', this.#all),
      channels: this.#channels.sorted(([visits]) => visits!).map(([channel, visits]) => row(channel, visits)),
    }
  }
}

function zeros(): number[] {
  return FUNNEL_STEPS.map(() => 0)
}

import type { Engine } from '../engine/compile-checked'
import type { Outcome } from '../language/ast'
import { type Group, groupKey } from './groups'
import { leftBy } from './movement'
import type { Aftermath } from './outcome'
import { Replayer } from './replayer'
import type { ShopperHistory } from './shopper-history'

/** Shoppers who are alike: the same memberships before the instant, and the same outcome after it. */
export interface Pattern {
  /** By group, in their order. */
  readonly members: readonly Outcome[]
  readonly outcome: boolean
  readonly count: number
}

/** What was seen of all shoppers. */
export interface Observations {
  /** In an order that does not hang on that of the shoppers. */
  readonly patterns: readonly Pattern[]
  /** How many could not be told: the outcome is unknown. */
  readonly unknown_outcomes: number
  /** How often each group was left before the instant, in their order. */
  readonly exits: readonly Exits[]
  /** The latest event of all, ms. */
  readonly latest: number
}

/** How often a group was left. */
export interface Exits {
  readonly all: number
  /** Of these, by time alone. */
  readonly by_time: number
}

/** Gathers what is known of each shopper before an instant, and what came after it. */
export class Observer {
  readonly #engine: Engine
  readonly #groups: readonly Group[]
  readonly #aftermath: Aftermath
  readonly #at: number
  readonly #patterns = new Map<string, Pattern>()
  readonly #exits: Map<string, Exits>
  #unknown = 0
  #latest = Number.NEGATIVE_INFINITY

  constructor(engine: Engine, groups: readonly Group[], aftermath: Aftermath, at: number) {
    this.#engine = engine
    this.#groups = groups
    this.#aftermath = aftermath
    this.#at = at
    this.#exits = new Map(groups.map((group) => [groupKey(group), { all: 0, by_time: 0 }]))
  }

  /** Takes note of one shopper. Whoever has no event before the instant is not known then, and does not count. */
  see(history: ShopperHistory): void {
    const before = this.#at - 1
    this.#latest = Math.max(this.#latest, history.events.at(-1)?.time ?? this.#latest)
    const replayer = new Replayer(this.#engine, history)
    for (const movement of replayer.to(before)) {
      const group = leftBy(movement)
      const exits = group && this.#exits.get(groupKey(group))
      if (!exits) continue
      const by_time = exits.by_time + (movement.cause === 'time' ? 1 : 0)
      this.#exits.set(groupKey(group), { all: exits.all + 1, by_time })
    }
    if (!replayer.isKnown) return
    const outcome = this.#aftermath.read(history.events, this.#at)
    if (outcome === 'unknown') this.#unknown += 1
    else this.#count(this.#membersOf(replayer, before), outcome === 'in')
  }

  /** All that was seen. */
  get observations(): Observations {
    const sorted = [...this.#patterns].sort(([a], [b]) => (a < b ? -1 : 1))
    return {
      patterns: sorted.map(([, pattern]) => pattern),
      unknown_outcomes: this.#unknown,
      exits: [...this.#exits.values()],
      latest: this.#latest,
    }
  }

  #membersOf(replayer: Replayer, before: number): Outcome[] {
    const { segments, stages } = replayer.at(before)
    return this.#groups.map(({ kind, name, stage }) =>
      kind === 'segment' ? segments[name]! : stages[name] === stage ? 'in' : 'out',
    )
  }

  #count(members: readonly Outcome[], outcome: boolean): void {
    const key = `${members} ${outcome}`
    this.#patterns.set(key, { members, outcome, count: (this.#patterns.get(key)?.count ?? 0) + 1 })
  }
}

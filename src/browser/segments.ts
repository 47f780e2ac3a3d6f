import type { Change, Explanation } from '../engine/answers'
import { compileChecked } from '../engine/compile-checked'
import type { Shopper } from '../engine/shopper'
import type { Snapshot } from '../engine/snapshot'
import type { AisleDocument } from '../language/ast'
import { describeVisit } from '../sessions/describe-visit'
import { parseJson } from '../tracker/parse-json'
import type { Vault } from '../tracker/vault'
import type { WireEvent } from '../tracker/wire-event'
import type { ShopEvent } from '../vocabulary/event-types'
import type { ShopperView } from './tracker'

/** Options of {@link createSegments}. */
export interface SegmentsOptions {
  readonly definitions: AisleDocument
  readonly now: () => number
  /** Whose the state is: another visitor is another shopper. */
  readonly owner: () => string
  readonly vault: Pick<Vault, 'update'>
  /** Told that what is stored has so many events more, in the order in which they were added. */
  readonly on_saved: (count: number) => void
  /** Told what changed. */
  readonly on_news: (view: ShopperView, changes: readonly Change[]) => void
}

/** The engine in a page: one shopper's segments, shared with the other tabs by what is stored. */
export interface Segments {
  /** Takes events in, soon. */
  add(events: readonly WireEvent[]): void
  explain(name: string): Explanation | undefined
  /** Another shopper from now on. */
  reset(): void
  stop(): void
}

/** How long the page is busy at most before others get their turn, in milliseconds. */
const TURN_MS = 8
const SAVE_DELAY_MS = 1_000
/** The longest delay of a timer; one that is longer goes off at once. */
const LONGEST_MS = 2 ** 31 - 1

/**
 * Works segments out in a page: takes up what is stored, takes events in a few at a time, wakes when the time alone changes
 * something, and stores what it knows. Since states merge in any order, tabs that store one after the other lose nothing.
 * Nothing is told before the first `add`, if of no event, so that who is told can ask back.
 *
 * @throws whatever is wrong with definitions that were not checked.
 */
export async function createSegments(options: SegmentsOptions): Promise<Segments> {
  const { definitions, now, owner, vault, on_saved, on_news } = options
  const engine = compileChecked(definitions)
  const place = { zone: Intl.DateTimeFormat().resolvedOptions().timeZone }
  let shopper: Shopper = engine.shopper()
  /** Whose state that is. */
  let whose: string | undefined
  let queue: WireEvent[] = []
  /** Events since it was saved. */
  let taken = 0
  let turn: ReturnType<typeof setTimeout> | undefined
  let alarm: ReturnType<typeof setTimeout> | undefined
  let saving: ReturnType<typeof setTimeout> | undefined
  let isStopped = false

  const stored = (text: string | undefined) => {
    const { visitor_id, snapshot } = Object(parseJson(text))
    return (visitor_id === whose ? snapshot : undefined) as Snapshot
  }
  const tell = (changes: readonly Change[]) => {
    clearTimeout(alarm)
    if (isStopped) return
    const time = now()
    const { segments, stages, traits } = shopper.at(time)
    on_news({ is_ready: true, now: time, segments, stages, traits }, changes)
    const wait = shopper.until - time
    if (wait < LONGEST_MS) alarm = setTimeout(wake, wait)
  }
  /** Another tab may have begun with another shopper, and this one not have heard of it: it was away, or there is no channel. */
  const check = () => {
    const visitor_id = owner()
    if (visitor_id !== whose) begin(visitor_id)
  }
  const begin = (visitor_id: string) => {
    whose = visitor_id
    shopper = engine.shopper()
    tell([])
  }
  const wake = () => {
    check()
    const changes = shopper.advance(now())
    tell(changes)
    if (changes[0]) saveSoon()
  }
  const take = (event: WireEvent) =>
    shopper
      .add(describeVisit({ shopper_id: '-', ...event } as ShopEvent, place), now())
      .filter((news): news is Change => 'from' in news)
  const work = () => {
    turn = undefined
    check()
    const start = now()
    const changes: Change[] = []
    while (queue[0] && now() - start < TURN_MS) {
      const event = queue.shift()!
      // It may be stored, and come here, when the next shopper has begun.
      if (event.visitor_id === whose) changes.push(...take(event))
      taken++
    }
    if (queue[0]) turn = setTimeout(work)
    if (changes[0] || !queue[0]) tell(changes)
    saveSoon()
  }
  const rest = () => {
    ;[turn, alarm, saving].forEach(clearTimeout)
    turn = saving = undefined
  }
  const saveSoon = () => {
    saving ??= setTimeout(save, SAVE_DELAY_MS)
  }
  const save = () => {
    saving = undefined
    check()
    const count = taken
    taken = 0
    const add = (text: string | undefined) => {
      // What another tab has stored since is taken in.
      const changes = shopper.merge(stored(text))
      if (changes[0]) setTimeout(tell, 0, changes)
      return JSON.stringify({ visitor_id: whose, snapshot: shopper.snapshot() })
    }
    vault.update('~shopper', add).then(
      () => on_saved(count),
      // They are still to be saved.
      () => {
        taken += count
      },
    )
  }
  await vault.update('~shopper', (text) => {
    // Not before: what is stored may be all that knows.
    whose = owner()
    shopper.merge(stored(text))
    return text
  })
  shopper.advance(now())
  return {
    add(events) {
      queue.push(...events)
      turn ??= setTimeout(work)
    },
    explain: (name) => shopper.explain(name, now()),
    reset() {
      rest()
      queue = []
      taken = 0
      // Whose, the next event tells: to ask would make a visitor where all has just been erased.
      begin('')
    },
    stop() {
      isStopped = true
      rest()
    },
  }
}

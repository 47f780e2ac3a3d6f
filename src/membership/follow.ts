import type { Change } from '../engine/answers'
import type { Shopper } from '../engine/shopper'
import type { Snapshot } from '../engine/snapshot'
import type { ShopEvent } from '../vocabulary/event-types'
import type { MembershipChange } from './change'

/** A change, but for whose it is. */
export type Moved = Omit<MembershipChange, 'shopper_id' | 'is_identified' | 'visitor_id'>

type Raw = Omit<Moved, 'because' | 'changes_at'>

/** Every answer by kind and name: `{ 'segment vip': 'in' }`. */
export type Answers = { readonly [rule: string]: string }

/** What has come of a shopper. */
export interface News {
  /** What was answered before; absent for a shopper who is new. */
  readonly answers?: Answers | undefined
  readonly events: readonly ShopEvent[]
  /** States of the same shopper under other ids. */
  readonly merged: readonly Snapshot[]
  /** The instant up to which it is lived through, in milliseconds since 1970. */
  readonly until: number
}

/**
 * Takes news in and moves the clock on; gives every change on the way, each at its exact instant and with its reasons there.
 * What several events of one instant change and change back did not happen.
 *
 * What comes too late for its own instant counts from the next instant of the clock on. No instant is told of twice, so that
 * no two changes have one key.
 *
 * @example
 * follow(shopper, { events, merged: [], until: Date.now() }) // [{ name: 'vip', from: 'out', to: 'in', at, cause: 'event', ... }]
 */
export function follow(shopper: Shopper, { answers, events, merged, until }: News): Moved[] {
  const moved: Moved[] = []
  let here: Raw[] = []
  const tell = () => {
    for (const raw of netOf(here)) {
      const { because = [], changes_at = null } = shopper.explain(raw.name, shopper.clock) ?? {}
      moved.push({ ...raw, because, changes_at })
    }
    here = []
  }
  const note = (changes: readonly (Change | { readonly kind: 'problem' })[], cause?: Raw['cause']) => {
    for (const change of changes) if (change.kind !== 'problem') here.push({ ...change, cause: cause ?? change.cause })
  }
  const goTo = (end: number) => {
    while (shopper.clock < end) {
      // Reasons are asked for before the clock leaves an instant.
      tell()
      note(shopper.advance(Math.min(shopper.until, end)))
    }
  }

  const clock = Math.max(shopper.clock, ...merged.map((each) => each.clock ?? Number.NEGATIVE_INFINITY))
  const redefined = answers ? differences(answers, answersOf(shopper)) : []
  here.push(...redefined.map((change): Raw => ({ ...change, at: clock + 1, cause: 'definitions' })))
  const late = events.filter(({ time }) => time <= clock)
  if (redefined[0] || late[0] || merged[0]) goTo(clock + (redefined[0] ? 2 : 1))
  for (const snapshot of merged) note(shopper.merge(snapshot), 'merge')
  for (const event of late) note(shopper.add(event), 'late_event')
  // Those that are yet to come, by the clock, wait for it.
  for (const event of events) if (event.time > clock) note(shopper.add(event))
  goTo(until)
  tell()
  return moved
}

/** What each segment and stage set says at the clock. */
export function answersOf(shopper: Shopper): Answers {
  const { segments, stages } = shopper.at(shopper.clock)
  const of = (kind: string, all: object) => Object.entries(all).map(([name, said]) => [`${kind} ${name}`, said])
  return Object.fromEntries([...of('segment', segments), ...of('stage', stages)])
}

/** Where two lists of answers to the same events differ: what was asked has changed. */
function differences(before: Answers, after: Answers): Pick<Raw, 'kind' | 'name' | 'from' | 'to'>[] {
  const rules = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...rules].flatMap((rule) => {
    const [kind, name] = rule.split(' ') as ['segment' | 'stage', string]
    const from = Object.hasOwn(before, rule) ? before[rule]! : null
    const to = Object.hasOwn(after, rule) ? after[rule]! : 'unknown'
    return from === to ? [] : [{ kind, name, from, to }]
  })
}

/** Of each rule what is left of its changes at one instant. */
function netOf(changes: readonly Raw[]): Raw[] {
  const net = new Map<string, Raw>()
  for (const change of changes) {
    const key = `${change.kind} ${change.name}`
    const first = net.get(key)
    net.set(key, first ? { ...change, from: first.from } : change)
  }
  return [...net.values()].filter(({ from, to }) => from !== to)
}

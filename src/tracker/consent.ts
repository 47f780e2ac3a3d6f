import type { Rank } from './importance'

/** What a shopper said of one purpose. */
export type ConsentStatus = 'pending' | 'granted' | 'denied'

/** The consent to one purpose: plain data. */
export interface ConsentState<Call> {
  readonly status: ConsentStatus
  /** What waits for an answer, oldest first; empty once there is one. */
  readonly waiting: readonly Call[]
}

/** What happened to the consent. */
export interface ConsentHit<Call> {
  /** What was called, with its own time and page. */
  readonly call?: Call | undefined
  /** The answer; absent where nothing was said. */
  readonly granted?: boolean | undefined
  /** Whether the browser opts out for its user (Global Privacy Control): then the answer is no, whatever else is said. */
  readonly is_opted_out?: boolean | undefined
}

/** What {@link nextConsent} gives. */
export interface ConsentStep<Call> {
  readonly state: ConsentState<Call>
  /** To be done now, in order. */
  readonly replay: readonly Call[]
  /** Not to be done at all: no consent or, while it is pending, no room. */
  readonly discard: readonly Call[]
}

/** The most calls that wait. */
const MAX_WAITING = 1000

/**
 * What a purpose's consent makes of a call or of an answer. While there is no answer calls wait, at most 1,000, beyond
 * which the least important oldest goes; yes replays them and lets later ones through, no discards them and later ones.
 * Either can be changed for the other at any time. Only `true` and `false` are answers.
 *
 * @example
 * const first = nextConsent({ status: 'pending', waiting: [] }, { call: { rank: 0 } }) // waits
 * nextConsent(first.state, { granted: true }).replay // [{ rank: 0 }]
 */
export function nextConsent<Call extends { readonly rank: Rank }>(
  state: ConsentState<Call>,
  hit: ConsentHit<Call>,
): ConsentStep<Call> {
  const { call, granted, is_opted_out } = hit
  const status = is_opted_out || granted === false ? 'denied' : granted === true ? 'granted' : state.status
  const calls = call ? [...state.waiting, call] : state.waiting
  if (status === 'pending') {
    const isFull = calls.length > MAX_WAITING
    const discard = isFull ? [calls.reduce((least, each) => (each.rank < least.rank ? each : least))] : []
    return { state: { status, waiting: calls.filter((each) => !discard.includes(each)) }, replay: [], discard }
  }
  const isGranted = status === 'granted'
  return { state: { status, waiting: [] }, replay: isGranted ? calls : [], discard: isGranted ? [] : calls }
}

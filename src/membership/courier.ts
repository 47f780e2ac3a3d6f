import { backoffMs, retryAfterMs } from '../tracker/retry'
import { keyOfChange, type MembershipChange } from './change'
import type { Waiting } from './outbox'
import { fateOf, type MembershipTarget, type TargetReply } from './target'

/**
 * What has become of the changes for a target, since the process began.
 *
 * @example
 * ```ts
 * const isStuck = ({ failing_since }: TargetStatus) =>
 *   failing_since !== undefined && Date.now() - failing_since > 3_600_000
 * const isAnyStuck = ({ status }: Membership) => Object.values(status().targets).some(isStuck)
 * ```
 */
export interface TargetStatus {
  readonly sent: number
  /** Times that sending failed; each is tried again. */
  readonly failed: number
  /** Changes that the receiver does not take. */
  readonly refused: number
  /** Changes that could not be told in time. */
  readonly expired: number
  /** Shoppers of whom something waits. */
  readonly waiting: number
  /** Since when nothing gets through, in milliseconds since 1970; undefined while it does. */
  readonly failing_since: number | undefined
}

/** What a {@link Courier} works with. */
export interface CourierParts {
  readonly target: MembershipTarget
  readonly now: () => number
  /** How long an answer may take, in milliseconds. */
  readonly timeout_ms: number
  /** How long a change is tried to be told, in milliseconds. */
  readonly give_up_ms: number
  readonly next: (shopper_id: string) => Promise<Waiting | undefined>
  readonly settle: (shopper_id: string, change: MembershipChange) => Promise<void>
  readonly on_error: (what: string, cause: unknown) => void
}

/** Shoppers that a target is told of at the same time; while it fails, one. */
const MAX_AT_ONCE = 8

/**
 * Tells one target: the changes of a shopper one after the other, those of several side by side. A target that fails or hangs
 * is left alone for a time that grows, and holds up nobody but itself.
 */
export class Courier {
  readonly #parts: CourierParts
  readonly #waiting = new Set<string>()
  readonly #busy = new Map<string, Promise<void>>()
  readonly #sending = new Set<AbortController>()
  #isClosed = false
  readonly #counts = { sent: 0, failed: 0, refused: 0, expired: 0 }
  /** Failures without a success between. */
  #failures = 0
  #failing_since: number | undefined
  #free_at = Number.NEGATIVE_INFINITY
  /** How long it is to be left alone from the latest failure on, in milliseconds. */
  #wait = 0

  constructor(parts: CourierParts) {
    this.#parts = parts
  }

  get status(): TargetStatus {
    const waiting = new Set([...this.#waiting, ...this.#busy.keys()]).size
    return { ...this.#counts, waiting, failing_since: this.#failing_since }
  }

  /** Something is to be told of a shopper. */
  wake(shopper_id: string): void {
    this.#waiting.add(shopper_id)
    this.pump()
  }

  /** Goes on with what waits, as far as it may. */
  pump(): void {
    for (const shopper_id of this.#waiting) {
      const most = this.#failures > 0 ? 1 : MAX_AT_ONCE
      if (this.#isClosed || this.#busy.size >= most || this.#left > 0) return
      // Whose changes are being told are told of more in their order.
      if (this.#busy.has(shopper_id)) continue
      this.#waiting.delete(shopper_id)
      const telling = this.#tell(shopper_id)
        .catch((cause) => this.#fail(shopper_id, cause))
        .finally(() => {
          this.#busy.delete(shopper_id)
          this.pump()
        })
      this.#busy.set(shopper_id, telling)
    }
  }

  /** Breaks off what is under way; done when nothing is. */
  async close(): Promise<void> {
    this.#isClosed = true
    for (const sending of this.#sending) sending.abort(new Error('closed'))
    await Promise.all(this.#busy.values())
  }

  /** What is left of the wait, in milliseconds. More than all of it is so by a clock alone that was set back since. */
  get #left(): number {
    const left = this.#free_at - this.#parts.now()
    // By a millisecond a sum of fractions may be off.
    return left < this.#wait + 1 ? Math.max(0, left) : 0
  }

  async #tell(shopper_id: string): Promise<void> {
    const { target, next, settle, now, give_up_ms, on_error } = this.#parts
    const waiting = await next(shopper_id)
    if (!waiting || this.#isClosed) return
    const { change, since } = waiting
    const isExpired = now() - since > give_up_ms
    const fate = isExpired ? 'expired' : await this.#send(shopper_id, change)
    if (fate === 'again') return
    await settle(shopper_id, change)
    this.#counts[fate] += 1
    if (fate === 'expired') on_error(`tell target "${target.name}" of a change in time`, `it waited since ${since}`)
    this.#waiting.add(shopper_id)
  }

  async #send(shopper_id: string, change: MembershipChange): Promise<'sent' | 'refused' | 'again'> {
    const { target, now, on_error } = this.#parts
    const key = await keyOfChange(change)
    const { status = 204, retry_after = null } = await this.#answerOf((signal) =>
      target.send(change, { key, now: now(), signal }),
    )
    const fate = fateOf(status)
    if (fate === 'again') this.#fail(shopper_id, `status ${status}`, retryAfterMs(retry_after, now()))
    else {
      this.#failures = 0
      this.#failing_since = undefined
      if (fate === 'refused') on_error(`tell target "${target.name}" of a change`, `status ${status}`)
    }
    return fate
  }

  /** What comes of sending, or an error where nothing does in time: a target need not heed the signal. */
  async #answerOf(send: (signal: AbortSignal) => ReturnType<MembershipTarget['send']>): Promise<Partial<TargetReply>> {
    const sending = new AbortController()
    const { signal } = sending
    const timer = setTimeout(() => sending.abort(new Error('no answer in time')), this.#parts.timeout_ms)
    this.#sending.add(sending)
    try {
      const given_up = new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason))
      })
      // A target of somebody else's may throw at once.
      return (await Promise.race([(async () => send(signal))(), given_up])) ?? {}
    } finally {
      clearTimeout(timer)
      this.#sending.delete(sending)
    }
  }

  #fail(shopper_id: string, cause: unknown, asked_ms = 0): void {
    this.#waiting.add(shopper_id)
    if (this.#isClosed) return
    const { now, on_error, target } = this.#parts
    this.#failing_since ??= now()
    const wait = backoffMs(this.#failures, now() - this.#failing_since, Math.random)
    this.#wait = Math.max(this.#left, wait, asked_ms)
    this.#free_at = now() + this.#wait
    this.#failures += 1
    this.#counts.failed += 1
    on_error(`tell target "${target.name}"`, cause instanceof Error ? cause.message : cause)
  }
}

import { bodyOf, exitBatch } from '../tracker/batches'
import type { Fate } from '../tracker/fate'
import { readLogKeys } from '../tracker/log-key'
import { parseJson } from '../tracker/parse-json'
import type { Clock, Network } from '../tracker/ports'
import { createSender, type Sender, type Urgency } from '../tracker/sender'
import type { Vault } from '../tracker/vault'
import { verdictOf } from '../tracker/verdict'

/** Options of {@link createDelivery}. */
export interface DeliveryOptions {
  readonly vault: Vault
  readonly network: Network
  readonly clock: Clock
  readonly new_id: () => string
  readonly granted: (purpose: 'analytics') => boolean
  /**
   * How long to wait for more to go with an event, in milliseconds.
   * @default 1_000
   */
  readonly batch_delay_ms?: number | undefined
  /** Told what became of events, and of those sent the texts, as far as this page has them. */
  readonly on_settled: (fates: readonly Fate[], texts: readonly string[]) => void
  readonly on_error: (error: unknown) => void
}

/** Delivers what the tabs of a shop have stored. */
export interface Delivery {
  /** An event of this page, about to be stored: what the exit needs is at hand. */
  hold(key: string, text: string): void
  /** There is something to send, at once or soon, or there may be too much. */
  wake(urgency?: Urgency): void
  /** Whether this page is the one that sends. */
  lead(leads: boolean): void
  leads(): boolean
  /** Sends what is this page's own and not delivered yet, as far as a page that is left may. */
  exit(): Promise<void>
  /** Lets go of what other tabs have settled, or of all. */
  release(keys?: readonly string[]): void
  /** Whether this page waits for another one to send its events. */
  isWaitingForAnother(): boolean
  flush(): Promise<void>
  stop(): void
}

/** What browsers let a page have under way when it is left is 64 KiB; the shop's own needs some, too. */
const EXIT_BYTES = 60_000

/** Events held for the exit: more would not go with it. */
const MAX_HELD = 500

export function createDelivery(options: DeliveryOptions): Delivery {
  const { vault, network, clock, new_id, granted, batch_delay_ms = 1_000, on_settled, on_error } = options
  /** This page's own events that are not settled. */
  const held = new Map<string, string>()
  /** Sent at an exit that nothing was heard of yet. */
  const leaving = new Set<string>()
  let sender: Sender | undefined
  let cancel: (() => void) | undefined

  const settled = (fates: readonly Fate[], texts: ReadonlyMap<string, string> = held) => {
    on_settled(
      fates,
      fates.flatMap(({ key, reason }) => (reason ? [] : (texts.get(key) ?? []))),
    )
    release(fates.map(({ key }) => key))
  }
  const release = (keys: readonly string[] = [...held.keys()]) => {
    for (const key of keys) held.delete(key)
  }
  const log = {
    keys: async () => (await vault.keys()).filter((key) => granted('analytics') && !leaving.has(key)),
    async read(keys: readonly string[]) {
      const texts = await vault.read(keys)
      // One text that is no JSON would spoil its whole batch.
      return texts.map((text) => (parseJson(text) ? text : undefined))
    },
    settle: vault.settle,
  }
  const begin = () => createSender({ log, network, clock, random: Math.random, new_id, on_settled: settled, on_error })

  const wake: Delivery['wake'] = (urgency = 'soon') => {
    if (urgency !== 'soon') sender?.wake(urgency)
    else
      cancel ??= clock.after(batch_delay_ms, () => {
        cancel = undefined
        sender?.wake()
      })
  }

  return {
    hold(key, text) {
      held.set(key, text)
      if (held.size > MAX_HELD) held.delete(held.keys().next().value!)
    },
    wake,
    lead(leads) {
      sender?.stop()
      sender = leads ? begin() : undefined
      sender?.wake()
      // What a page that was just left is still storing.
      if (leads) wake()
    },
    leads: () => !!sender,
    async exit() {
      const { keys: posted = [], bytes = 0 } = sender?.underWay() ?? {}
      const known = new Set([...posted, ...leaving])
      const keys = exitBatch(readLogKeys([...held.keys()].filter((key) => !known.has(key))), EXIT_BYTES - bytes)
      if (!keys[0]) return
      for (const key of keys) leaving.add(key)
      const body = bodyOf(
        keys.map((key) => held.get(key)!),
        { batch: new_id(), sent_at: clock.now() },
      )
      try {
        const { fates } = verdictOf(await network.post(body, { keepalive: true }), keys, clock.now())
        if (fates) {
          await vault.settle(fates)
          settled(fates)
        }
      } catch {}
      for (const key of keys) leaving.delete(key)
      // What did not arrive is sent as any other.
      sender?.wake()
    },
    release,
    isWaitingForAnother: () => !sender && held.size > 0,
    flush: async () => sender?.flush(),
    stop() {
      cancel?.()
      sender?.stop()
    },
  }
}

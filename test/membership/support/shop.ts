import { vi } from 'vitest'
import type { CollectedEvent } from '../../../src/collector/sink'
import type { MembershipChange } from '../../../src/membership/change'
import { type Membership, openMembership } from '../../../src/membership/open-membership'
import type { MembershipOptions, MembershipStore } from '../../../src/membership/options'
import type { Delivery, MembershipTarget } from '../../../src/membership/target'
import { createItemStore, memoryItems } from '../../../src/tracker/item-store'
import { bought, documentOf, HOUR, NOW, quietForAnHour, seenInAWeek } from '../../engine/shopper-events'

const journey = { name: 'journey', version: 1, stages: [{ name: 'customer', when: bought }], otherwise: 'visitor' }

export const document = documentOf({ quiet: quietForAnHour, seen: seenInAWeek }, {}, [journey])

const { setImmediate: setRealImmediate } = globalThis

/**
 * Lets time pass on timers that are faked, and what waits for it happen: hashing takes its own time, which is real. Whoever
 * hashes after others is done after them.
 */
export async function pass(ms: number): Promise<void> {
  // Step by step, so that what happens at one of them is done before the next.
  const steps = Math.min(20, Math.max(1, Math.ceil(ms / 1_000)))
  for (let step = 1; step <= steps; step++) {
    await vi.advanceTimersByTimeAsync(Math.floor((ms * step) / steps) - Math.floor((ms * (step - 1)) / steps))
    for (let i = 0; i < 10; i++) {
      await crypto.subtle.digest('SHA-256', new Uint8Array(1))
      await new Promise((done) => void setRealImmediate(done))
    }
  }
}

/** A stored event; its id is its name and hour unless said. */
export const collected = (
  name: string,
  hour: number,
  more: { [Name in keyof CollectedEvent]?: CollectedEvent[Name] | undefined } = {},
): CollectedEvent => {
  const { visitor_id, user_id } = { visitor_id: 'v-1', ...more }
  return {
    id: `${name}-${hour}`,
    name,
    time: NOW + hour * HOUR,
    shopper_id: user_id ?? visitor_id ?? '',
    visitor_id,
    session_id: 's-1',
    props: {},
    products: [],
    context: {},
    received_at: NOW + hour * HOUR,
    ...more,
  } as CollectedEvent
}

/** A target that keeps what it is told, and answers as it is told to. */
export function listener(name: string, answer: MembershipTarget['send'] = async () => {}) {
  const told: (MembershipChange & { key: string })[] = []
  const send = (change: MembershipChange, delivery: Delivery) => {
    told.push({ ...change, key: delivery.key })
    return answer(change, delivery)
  }
  /** In short: whose, name, from, to, hours, cause. */
  const short = () =>
    told.map(({ shopper_id, name, from, to, at, cause }) => [
      shopper_id,
      name,
      from,
      to,
      Math.round((at - NOW) / HOUR),
      cause,
    ])
  return { target: { name, send } as MembershipTarget, told, short }
}

/** A store in memory that outlives the memberships that use it, and fails where it is told to. */
export function memoryStore() {
  const items = memoryItems()
  const inner = createItemStore(items, { list: items.list, prefix: '' })
  const state = { is_down: false }
  const open = (): MembershipStore => ({
    ...inner,
    async update(keys, change) {
      if (!state.is_down) return inner.update(keys, change)
      // Only now is it known what is to be written.
      change(await inner.read(keys))
      throw new Error('disk full')
    },
    close: async () => {},
  })
  return { open, state, items }
}

/** Opens a membership whose errors fail the test unless they are looked at. */
export async function openShop(options: Partial<MembershipOptions> & Pick<MembershipOptions, 'targets'>) {
  const errors: string[] = []
  const membership: Membership = await openMembership({
    definitions: document,
    delay_ms: 0,
    on_error: ({ message }) => void errors.push(message),
    ...(options.folder === undefined && { store: memoryStore().open() }),
    ...options,
  })
  return { membership, errors }
}

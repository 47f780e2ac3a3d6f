import { parseJson } from '../tracker/parse-json'
import type { Store } from '../tracker/store'
import { isSameChange, type MembershipChange } from './change'

/** A change that is still to be told. */
export interface Waiting {
  readonly change: MembershipChange
  /** Names of the targets that have not taken it. */
  readonly targets: readonly string[]
  /** When it came about here, in milliseconds since 1970. */
  readonly since: number
}

/** The most changes of a shopper that wait: of a target that is down for long, the latest count. */
const MAX_WAITING = 50

const PREFIX = 'o:'

/** Beside the state of a shopper, so that a target that is down takes no room from it. */
export const outboxKey = (shopper_id: string) => `${PREFIX}${shopper_id}`

/**
 * What waits with what is new; the oldest go where it is too much.
 *
 * @example
 * addToOutbox(undefined, [waiting]) // { text: '[...]', overflow: 0 }
 */
export function addToOutbox(text: string | undefined, fresh: readonly Waiting[]) {
  const all = [...parseOutbox(text), ...fresh]
  return { text: JSON.stringify(all.slice(-MAX_WAITING)), overflow: Math.max(0, all.length - MAX_WAITING) }
}

/** Everything that waits, by shopper: the names of targets that it waits for. */
export async function readOutboxes(store: Pick<Store, 'keys' | 'read'>): Promise<Map<string, Set<string>>> {
  const keys = (await store.keys()).filter((key) => key.startsWith(PREFIX))
  const texts = await store.read(keys)
  return new Map(keys.map((key, i) => [key.slice(PREFIX.length), targetsOf(parseOutbox(texts[i]))]))
}

/** The targets that some changes wait for. */
export function targetsOf(waiting: readonly Waiting[]): Set<string> {
  return new Set(waiting.flatMap(({ targets }) => targets))
}

/** The change of a shopper that a target is to be told of next. */
export async function nextOf(store: Pick<Store, 'read'>, shopper_id: string, target: string) {
  const [text] = await store.read([outboxKey(shopper_id)])
  return parseOutbox(text).find(({ targets }) => targets.includes(target))
}

/** Notes that a target need not be told of a change any more. */
export async function settle(
  store: Pick<Store, 'update'>,
  shopper_id: string,
  { change, target }: { readonly change: MembershipChange; readonly target: string },
): Promise<void> {
  const key = outboxKey(shopper_id)
  await store.update([key], ([text]) => {
    const left = parseOutbox(text).flatMap((waiting) => {
      if (!isSameChange(waiting.change, change)) return waiting
      const targets = waiting.targets.filter((name) => name !== target)
      return targets[0] === undefined ? [] : { ...waiting, targets }
    })
    return { [key]: left[0] && JSON.stringify(left) }
  })
}

function parseOutbox(text: string | undefined): readonly Waiting[] {
  const found = parseJson(text)
  return Array.isArray(found) ? found : []
}

import type { Activity } from '../activity'
import type { VirtualClock } from '../virtual-clock'
import type { ChannelLines } from './channels'
import type { FakeDisk } from './disk'
import type { TransactionLines } from './indexed-db'
import type { LockLines } from './locks'
import type { NetworkWay } from './network'

/** What the tabs of a shop have in common. */
export interface TabPlace {
  readonly clock: VirtualClock
  readonly activity: Activity
  readonly disk: FakeDisk
  readonly locks: LockLines
  readonly channels: ChannelLines
  readonly transactions: TransactionLines
  readonly send: NetworkWay['send']
  readonly isOnline: () => boolean
  readonly endpoint: string
  readonly on_error: (error: Error) => void
  /** What `navigator` has beside what all have, and which parts of a browser are missing. */
  readonly navigator: object
  readonly without: readonly BrowserPart[]
}

/**
 * Parts that a browser may lack, or refuse.
 *
 * @example
 * const parts: readonly BrowserPart[] = ['indexedDB', 'localStorage', 'locks', 'BroadcastChannel']
 * const shops = parts.map((part) => createFakeShop({ without: [part] })) // the same test, in each
 * for (const shop of shops) await shop.close()
 */
export type BrowserPart = 'indexedDB' | 'localStorage' | 'locks' | 'BroadcastChannel'

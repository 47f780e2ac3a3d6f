/**
 * What the tabs of a shop keep in one browser.
 *
 * @example
 * const shop = createFakeShop()
 * const disk: FakeDisk = shop.disk
 * disk.local.set('currency', 'EUR') // as an earlier visit left it
 * shop.openTab().run(() => localStorage.getItem('currency')) // => 'EUR'
 * disk.is_full = true // from now on, what takes more room fails
 * await shop.close()
 */
export interface FakeDisk {
  /**
   * Whether there is no room: what would take more fails with a `QuotaExceededError`.
   * @default false
   */
  is_full: boolean
  /** What is in `localStorage`, by key. */
  readonly local: Map<string, string>
  /** What is in IndexedDB, by database, store and key. */
  readonly databases: Map<string, Map<string, Map<string, unknown>>>
}

/** Makes an empty disk. */
export function createDisk(): FakeDisk {
  return { is_full: false, local: new Map(), databases: new Map() }
}

/**
 * Holds a write against the room that there is.
 *
 * @throws DOMException `QuotaExceededError` where it takes more than what was there, and there is no room.
 */
export function takeRoom(disk: FakeDisk, before: unknown, after: unknown): void {
  if (disk.is_full && sizeOf(after) > sizeOf(before)) throw new DOMException('The disk is full', 'QuotaExceededError')
}

const sizeOf = (value: unknown) => (value === undefined ? -1 : `${JSON.stringify(value)}`.length)

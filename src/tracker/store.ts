/**
 * Where a tracker keeps what is to outlive it: texts by key. The keys of events begin with a digit or a letter, those of its
 * own state with `~`. No method throws; what fails rejects.
 *
 * @example
 * // All events of a store, taken to another.
 * async function copy(from: Store, to: Store): Promise<void> {
 *   const keys = await from.keys()
 *   const texts = await from.read(keys)
 *   await to.update([], () => Object.fromEntries(keys.map((key, place) => [key, texts[place]])))
 * }
 */
export interface Store {
  /**
   * Reads some texts, undefined where there is none, and writes others in one step, whatever other pages do meanwhile: all
   * of them or none. Undefined takes a text away.
   */
  update(keys: readonly string[], change: (texts: readonly (string | undefined)[]) => Changes): Promise<void>
  /** The keys of all events. */
  keys(): Promise<readonly string[]>
  /** The texts of these keys in this order; undefined where there is none. */
  read(keys: readonly string[]): Promise<readonly (string | undefined)[]>
}

/**
 * What to write: texts by key, undefined for what is to go.
 *
 * @example
 * // One text is written and another goes, or neither.
 * const changes: Changes = { '~cart': '[]', '~left': undefined }
 * const write = (store: Store) => store.update([], () => changes)
 */
export type Changes = Readonly<Record<string, string | undefined>>

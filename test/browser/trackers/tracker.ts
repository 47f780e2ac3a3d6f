/** A tracker under test, as its adapter in this folder starts it: reliable delivery on, consent given, nothing automatic. */
export interface Tracker {
  /** Records an event; `number` among its properties tells it from the others. */
  readonly track: (name: string, properties: Readonly<Record<string, unknown>>) => void
  /** How many events it has dropped, for a tracker that ever does. */
  readonly dropped?: () => number | Promise<number>
}

/** Starts the tracker in a page; an adapter exports one as `start`. @param endpoint Where the collector is. */
export type Start = (endpoint: string) => Tracker

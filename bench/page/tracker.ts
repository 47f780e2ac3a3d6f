/** What a shop says of an event beside its name: flat, but for one product. */
export interface EventProps {
  readonly [field: string]: string | number | Readonly<Record<string, string | number>>
}

/** Records an event. */
export type Track = (name: string, props: EventProps) => void

/** Starts a tracker in the page; each file beside this one exports one as `start`. @param endpoint Where the collector is. */
export type Start = (endpoint: string) => Track | Promise<Track>

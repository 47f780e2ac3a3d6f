import type { EventSink } from '../input/read-events'

/** Reads the same log once more. */
export type ReadAgain = (sink: EventSink) => Promise<void>

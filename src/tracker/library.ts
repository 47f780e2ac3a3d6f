import { version } from '../../package.json'

/** What recorded an event. */
export const LIBRARY = { name: 'aisle', version } as const

/** What recorded an event. */
export const LIBRARY = { name: 'aisle', version: '0.0.0' } as const

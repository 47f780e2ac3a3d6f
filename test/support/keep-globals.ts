import { afterAll, beforeAll, expect } from 'vitest'

/** What a page has and Node does not, or what a page has of its own: the first that a test leaves behind when it pretends. */
const NAMES = ['window', 'document', 'navigator', 'localStorage', 'fetch', 'setTimeout', 'Date'] as const

const look = () => ({
  ...Object.fromEntries(NAMES.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)])),
  // What page code has made there: the next test's page would find it. Libraries begin theirs with `__`, and mean it.
  made: Object.getOwnPropertyNames(globalThis)
    .filter((name) => !name.startsWith('__'))
    .sort(),
})

// The files of a worker share one global object. Which of them fails when one leaves something there depends on the order
// in which they run; this has the one fail that did it.
let before: unknown
beforeAll(() => {
  before = look()
})
afterAll(() => {
  expect(look(), 'what this file leaves on the global object').toEqual(before)
})

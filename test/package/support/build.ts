import { buildIfStale } from './packed'

/** Before the tests of a project that need the build: once, so that no two of them build at a time. */
export const setup = buildIfStale

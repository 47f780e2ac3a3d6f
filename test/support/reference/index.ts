/**
 * The reference: a brute-force reading of LANGUAGE.md that shares no code with src. Tests hold every engine against it.
 * It is slow on purpose wherever speed would need thought; where the page is short, the choice made is in a comment.
 */
export { answer } from './answer'
export { allChangesAt, changesAt } from './changes'
export { isDurationText, milliseconds } from './durations'
export { byTimeAndId, inOrder, type LoggedEvent } from './event'

import { fromSegment, toSegment } from '../../../src/adapters/segment'

/** The calls of the golden cases of Segment, by name. */
export const calls = { in: fromSegment, out: toSegment }

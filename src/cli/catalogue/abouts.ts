import type { About } from '../../segments/about'
import { aboutSegments } from '../../segments/about-segments'

/** What people should know of what is built in: of each family, the words that stand beside its definitions. */
export const abouts: readonly About[] = [...aboutSegments]

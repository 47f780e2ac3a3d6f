import { aboutLifecycle } from '../../lifecycle/about-lifecycle'
import { aboutLoyalty } from '../../lifecycle/about-loyalty'
import { aboutTraits } from '../../lifecycle/about-traits'
import { aboutRfm } from '../../predict/about-rfm'
import type { About } from '../../segments/about'
import { aboutSegments } from '../../segments/about-segments'

/** What people should know of what is built in: of each family, the words that stand beside its definitions. */
export const abouts: readonly About[] = [...aboutSegments, ...aboutLifecycle, ...aboutTraits, aboutRfm, aboutLoyalty]

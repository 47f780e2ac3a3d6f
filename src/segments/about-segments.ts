import type { About } from './about'
import { aboutChannel } from './about-channel'
import { aboutDevice } from './about-device'
import { aboutInfluence } from './about-influence'
import { aboutMood } from './about-mood'
import { aboutRisk } from './about-risk'
import { aboutShoppingStyle } from './about-shopping-style'
import { aboutValue } from './about-value'
import { aboutVisitIntent } from './about-visit-intent'

/**
 * What people should know of every built-in segment, and of the intent of a visit: in words, with the reason of each number
 * and where it comes from. By no definition's side, so that a page that decides does not carry it.
 *
 * @example
 * aboutSegments.find(({ name }) => name === 'vip')!.thresholds
 */
export const aboutSegments: readonly About[] = [
  aboutVisitIntent,
  ...aboutShoppingStyle,
  ...aboutMood,
  ...aboutChannel,
  ...aboutInfluence,
  ...aboutDevice,
  ...aboutValue,
  ...aboutRisk,
]

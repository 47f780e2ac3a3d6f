import {
  bargainHunter,
  cartAbandoner,
  defineSegment,
  oneTimeBuyer,
  purchaseJourney,
  type Segment,
  type StageSet,
  sequence,
} from '../../src/index'
import { formatJson } from './format-json'

/** A rule to start from. */
export interface Example {
  readonly title: string
  /** As the editor shows it. */
  readonly text: string
}

const readAndBought = defineSegment({
  name: 'read_and_bought',
  version: 1,
  title: 'Read reviews, then bought within a week',
  when: sequence(
    [
      { event: 'product_viewed' },
      { event: 'product_detail_viewed', where: { detail: 'reviews' } },
      { event: 'order_completed' },
    ],
    { within: '7d' },
  ),
})

const example = (title: string, definition: Segment | StageSet): Example => ({ title, text: formatJson(definition) })

/** The first is what the playground opens with. */
export const EXAMPLES: readonly [Example, ...Example[]] = [
  example('Cart abandoner', cartAbandoner),
  example('Bargain hunter', bargainHunter),
  example('One-time buyer', oneTimeBuyer),
  example('A sequence', readAndBought),
  example('Stages of a journey', purchaseJourney),
]

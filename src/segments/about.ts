/**
 * What people should know of an entry of the catalogue. It stands beside the definition, in an export of its own, so that
 * a page that uses the definition does not carry the words.
 *
 * @example
 * const quizFan: About = {
 *   name: 'quiz_fan', family: 'shopping style', words: 'Likes to be asked.', thresholds: [], needs: ['quiz_finished'],
 * }
 * const words = new Map([...aboutSegments, quizFan].map((about) => [about.name, about.words]))
 * words.get('quiz_fan') // => 'Likes to be asked.'
 */
export interface About {
  /** The name of the segment, stage set or trait. */
  readonly name: string
  readonly family: Family
  /** One paragraph in plain words: who this is, and what a shop does with it. */
  readonly words: string
  /** Every number in the definition: what it is, why it is so, and where that comes from. */
  readonly thresholds: readonly Threshold[]
  /** The events that it needs. Where a shop sends none of some of them, `limitTo` makes what needs them unknown. */
  readonly needs: readonly string[]
  /** Of a trait, or of what is made for a shop, what it can be, where there is a list of it. */
  readonly values?: readonly string[]
  /** What it answers of a shopper of whom too little was seen. */
  readonly missing?: string
}

/**
 * A number in a definition, and why it is so.
 *
 * @example
 * const isForTheShopToSet = ({ source }: Threshold) => source === 'default'
 * aboutSegments.filter(({ thresholds }) => thresholds.some(isForTheShopToSet)).map(({ name }) => name)
 */
export interface Threshold {
  readonly what: string
  readonly why: string
  /** A paper, a published figure, a measurement by a script in `bench/` on a named data set, or `default` where a shop should set its own. */
  readonly source: string
}

/**
 * What entries are listed under.
 *
 * @example
 * const namesOf = (wanted: Family) => aboutSegments.filter(({ family }) => family === wanted).map(({ name }) => name)
 * namesOf('mood') // => ['splurging', 'mindful']
 * namesOf('device') // => ['mobile_first', 'multi_device']
 */
export type Family =
  | 'visit intent'
  | 'shopping style'
  | 'mood'
  | 'channel'
  | 'influence'
  | 'device'
  | 'value and risk'
  | 'lifecycle'
  | 'trait'

import { plainName, sentence } from './words'

/** What it means to be at a stage, of the sets that are built in: what follows "shoppers …" and what stands alone. */
const WORDS: Readonly<Record<string, Readonly<Record<string, readonly [label: string, said: string]>>>> = {
  customer_lifecycle: {
    awareness: ['Known as visitors only', 'are known as visitors only: the log has no contact and no order of theirs'],
    acquisition: ['Left a contact', 'left a contact, and show no intent to buy yet'],
    conversion: ['Close to buying', 'left a contact and show that they may buy'],
    fulfilment: ['Bought in the last 30 days', 'have an order that is new or on its way'],
    delight: ['Have their order', 'have ordered, and have no order on its way'],
  },
  purchase_journey: {
    first_visit: ['First visit', 'have come once and done no more'],
    return_visit: ['Came back', 'came back, without an address left or a cart tried'],
    registered: ['Tried the cart or signed up', 'tried the cart or signed up'],
    returned_after_registration: ['Came back after that', 'came back after they tried the cart or signed up'],
    first_purchase: ['Bought once', 'bought once, not long ago'],
    paused: ['Bought once, now quiet', 'bought once and have gone quiet'],
    lapsed: ['Bought once, long silent', 'bought once and have long been silent'],
    repeat_purchase: ['Bought again', 'bought more than once'],
  },
  visit_intent: {
    undecided: ['Too early to say', 'are too short to say'],
    browser: ['Look around', 'look around'],
    researcher: ['Look for facts', 'look for facts about a product'],
    buyer: ['Came to buy', 'show the steps of someone who came to buy'],
  },
}

/**
 * A stage in a few plain words, for the row of a chart.
 *
 * @example
 * stageLabel('customer_lifecycle', 'awareness') // 'Known as visitors only'
 */
export function stageLabel(set: string, stage: string): string {
  return WORDS[set]?.[stage]?.[0] ?? sentence(plainName(stage))
}

/**
 * What shoppers at a stage do, to follow "shoppers" or "visits" in a sentence.
 *
 * @example
 * `Four in ten visits ${stageSaid('visit_intent', 'browser')}` // 'Four in ten visits look around'
 */
export function stageSaid(set: string, stage: string): string {
  return WORDS[set]?.[stage]?.[1] ?? `are at the stage “${plainName(stage)}”`
}

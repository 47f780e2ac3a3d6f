import type { About, Threshold } from './about'

const HABITS = 'google-store August 2016, bench/catalogue-habits.ts'
const SILENCE = 'Online Retail II at 2011-06-01, orders until 2011-12-09, bench/catalogue-silence.ts'
const SIZES = 'Online Retail II 2010-12 to 2011-12, bench/catalogue.ts'
const DEFAULT = 'default'
const YEAR: Threshold = { what: 'the last 365 days', why: 'A year holds every season.', source: DEFAULT }
const QUARTER: Threshold = { what: 'the last 90 days', why: 'As for the shopping styles.', source: DEFAULT }

/** What people should know of the segments of value: how, how often and what somebody buys. */
export const aboutValue: readonly About[] = [
  {
    name: 'one_time_buyer',
    family: 'value and risk',
    words:
      'Has bought exactly once; a confirmation that is opened again is the same order. The second order is the hardest to get: of these 55.9 % ordered again in half a year, of all buyers 70.9 %. Show how to use what they have, and what goes with it.',
    thresholds: [{ what: '1 order', why: 'By definition.', source: `by definition; the rates: ${SILENCE}` }],
    needs: ['order_completed'],
    missing: 'Out of whom no order is known; unknown in a shop that does not tell of orders.',
  },
  {
    name: 'late_decider',
    family: 'value and risk',
    words:
      'Takes long to decide: began to look two to four months ago, still looks, and has not bought. Do not press; stay in mind with facts, and make the step small.',
    thresholds: [
      {
        what: 'the first look 60 to 120 days ago (60 days and 120 days included)',
        why: 'Late deciders take so long.',
        source:
          'published figure (domain notes, customer lifecycle); none is in the logs at hand, which are too short or without looks',
      },
      {
        what: 'a look in the last 30 days',
        why: 'Who has not looked for a month is not deciding any more.',
        source: DEFAULT,
      },
    ],
    needs: ['product_viewed', 'order_completed'],
    missing: 'Out of whom no look is known; unknown in a shop that does not tell of looks.',
  },
  {
    name: 'vip',
    family: 'value and risk',
    words:
      'Buys often, and lately: the few who carry a shop. Thank them, serve them first, and ask them before others. Of these 97.3 % ordered again in half a year. Every shop should set its own number: calibrate gives that of its best.',
    thresholds: [
      YEAR,
      {
        what: '6 orders',
        why: 'The fifth of the wholesale customers who order most; 18.5 % with the next line.',
        source: `default; ${SIZES}`,
      },
      { what: 'the last order less than 120 days ago', why: 'After that somebody may have lapsed.', source: SILENCE },
    ],
    needs: ['order_completed'],
    missing: 'Out of whom no order is known; unknown in a shop that does not tell of orders.',
  },
  {
    name: 'promo_dependent',
    family: 'value and risk',
    words:
      'Buys at a discount or not at all. Every coupon costs margin and trains them: offer value instead (bundles, points, early access), and leave them out of the next campaign to see.',
    thresholds: [
      { what: '2 orders', why: 'One coupon is how many a customer is won.', source: DEFAULT },
      {
        what: '75 % of the orders with a coupon, or of those that say it with a discount (0.75)',
        why: 'Three of four: seldom without.',
        source: DEFAULT,
      },
    ],
    needs: ['order_completed'],
    missing: 'Out with fewer than two orders. Unknown where orders without a coupon do not say their discount.',
  },
  {
    name: 'serial_returner',
    family: 'value and risk',
    words:
      'Sends much back. Help them choose: sizes, pictures, questions before the sale; and look at what it costs before advertising to them.',
    thresholds: [
      YEAR,
      { what: '2 returns', why: 'One may be an accident.', source: DEFAULT },
      {
        what: '50 % of as many orders (0.5)',
        why: 'Every second one; 7.6 % of wholesale customers, whose refunds are invoices of their own.',
        source: SIZES,
      },
    ],
    needs: ['return_requested', 'order_refunded', 'order_completed'],
    missing: 'Out with fewer than two returns; unknown in a shop that does not tell of returns.',
  },
  {
    name: 'replenishment_due',
    family: 'value and risk',
    words:
      'Is due to buy again, by the mean time between their orders. Remind them, with the last list ready. Of these 86.8 % ordered again. Ends where at_risk may begin.',
    thresholds: [
      {
        what: 'from once to 2 times the mean time between their orders',
        why: 'From the day it is due until it is overdue.',
        source: 'by definition',
      },
      {
        what: 'a mean time of at least 7 days',
        why: 'Under a week it is one purchase in parts.',
        source: `default; 8.5 % of customers: ${SIZES}`,
      },
    ],
    needs: ['order_completed'],
    missing: 'Unknown with fewer than two orders: there is no rhythm.',
  },
  {
    name: 'category_fan',
    family: 'value and risk',
    words:
      'Keeps to one category, or two; the trait of the favourite category says which. Whoever bought shoes gets the shoes: show what is new there first.',
    thresholds: [
      QUARTER,
      {
        what: 'at most one category to 5 products looked at or put into the cart (0.2)',
        why: 'Of the shoppers with five and more, 36 % are as narrow.',
        source: HABITS,
      },
      {
        what: 'at most 2 categories',
        why: 'Who looks at much everywhere is no fan; 1.5 % of all shoppers.',
        source: 'google-store August 2016, bench/catalogue.ts',
      },
    ],
    needs: ['product_viewed', 'product_added'],
    missing: 'Unknown where no product line names its category.',
  },
]

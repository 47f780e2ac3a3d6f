import type { About, Threshold } from './about'

const HABITS = 'google-store August 2016, bench/catalogue-habits.ts'
const SILENCE = 'Online Retail II at 2011-06-01, orders until 2011-12-09, bench/catalogue-silence.ts'
const SIZES = 'Online Retail II 2010-12 to 2011-12, bench/catalogue.ts'
const DEFAULT = 'default'
const LEFT: readonly Threshold[] = [
  {
    what: 'begun in the last 30 days',
    why: 'After a month the wish is another one, and prices are too.',
    source: DEFAULT,
  },
  {
    what: 'not touched for 30 minutes',
    why: 'This is what ends a visit; 93 % of orders come within 30 minutes of the last addition to the cart.',
    source: HABITS,
  },
]

/** What people should know of the segments of risk: what was left, what went wrong, who goes silent. */
export const aboutRisk: readonly About[] = [
  {
    name: 'cart_abandoner',
    family: 'value and risk',
    words:
      'Left a cart behind, and has not ordered since. Remind them of what is in it, soon, and without a coupon first. About 70 % of carts end so; of the shoppers of the Google store who filled one, 76.5 % did not order that month. A cart that was emptied again counts as left.',
    thresholds: LEFT,
    needs: ['product_added', 'order_completed'],
    missing: 'Out of whom no cart is known; unknown in a shop that does not tell of carts.',
  },
  {
    name: 'checkout_abandoner',
    family: 'value and risk',
    words:
      'Left the checkout, and has not ordered since. Something stood in the way there: shipping, payment, an account. Ask, help, and let them go on where they were.',
    thresholds: LEFT,
    needs: ['checkout_started', 'order_completed'],
    missing: 'Out of whom no checkout is known; unknown in a shop that does not tell of checkouts.',
  },
  {
    name: 'badly_served',
    family: 'value and risk',
    words:
      'Was let down: a delivery came late or is overdue (days_late of order_delivered, or of an order_updated that says so while nothing has come: a number that the shop or an adapter puts there), money had to be given back, a rating was low, or a question is open. Make it good before anything is sold: 39 % of those badly served stay away for two years.',
    thresholds: [
      {
        what: 'the last 730 days',
        why: 'Two years, as long as they stay away.',
        source: 'published figure (domain notes, customer lifecycle)',
      },
      {
        what: 'more than 0 days late, by order_delivered or order_updated',
        why: 'A promise is a promise, and who still waits is served worst: of those whose order is late or overdue when they rate 78.5 % rate it 1 or 2, of all 36.7 %.',
        source: 'Olist, bench/catalogue-service.ts',
      },
      {
        what: 'a rating of at most 2',
        why: 'Of five, three is indifferent.',
        source: 'default, for ratings of 1 to 5',
      },
      { what: 'a question open for 3 days', why: 'A weekend may lie between.', source: DEFAULT },
    ],
    needs: [
      'order_delivered',
      'order_updated',
      'product_reviewed',
      'support_resolved',
      'order_refunded',
      'support_contacted',
      'order_completed',
    ],
    missing:
      'Unknown until an order or a question; where a shop tells of refunds alone, say, those without one are unknown, since they may have waited.',
  },
  {
    name: 'at_risk',
    family: 'value and risk',
    words:
      'Bought by a rhythm of their own and is overdue by it, but not yet lapsed. The best moment to write. Of these 74.6 % ordered again (67.5 to 80.5 %): fewer than of the buyers that no segment of silence or worth holds (85.3 %), more than of the lapsed (54.1 %).',
    thresholds: [
      {
        what: '2 times the mean time between their orders',
        why: 'Twice the habit is no delay any more: a warning in time. The fall comes at three times: from two to three 88.2 % order again, after that 63.9 %.',
        source: SILENCE,
      },
      {
        what: 'at least 45 days',
        why: 'Those with two orders in a week are not at risk in the next but one; of all with a rhythm, 86.1 % order again after 30 to 60 days of silence, 77.5 % after 60 to 90.',
        source: SILENCE,
      },
      {
        what: 'not lapsed: under 120 days, or under 3 times the mean time',
        why: 'Lapsed is what comes next.',
        source: 'by definition',
      },
    ],
    needs: ['order_completed'],
    missing: 'Unknown of whom 45 days after the only order: one order has no rhythm. Out without any.',
  },
  {
    name: 'lapsed',
    family: 'value and risk',
    words:
      'Bought, and will hardly come back: silent for four months, and for three times their own rhythm where they have one. Try once, with something new, and spend elsewhere. Of these 54.1 % ordered again (49.5 to 58.6 %), in a wholesale trade where 70.9 % of all buyers did.',
    thresholds: [
      {
        what: '120 days without an order',
        why: 'Of those with a rhythm 90.4 % order again within 30 days of silence, 67.1 % after 90 to 120, 62.5 % after 120 to 150; of single buyers about 54 % after any silence over a month.',
        source: `default; ${SILENCE}`,
      },
      {
        what: '3 times the mean time between their orders',
        why: 'Whoever buys twice a year is not gone after four months; and three times the rhythm is where the rate of further orders falls, from 88.2 % to 63.9 %.',
        source: SILENCE,
      },
    ],
    needs: ['order_completed'],
    missing: 'Out of whom no order is known; unknown in a shop that does not tell of orders.',
  },
  {
    name: 'won_back',
    family: 'value and risk',
    words:
      'Had been silent for four months, and has ordered again. Find out what brought them, and do not let it end there: 79.4 % ordered once more.',
    thresholds: [
      { what: 'an order in the last 30 days', why: 'The return is news for a month.', source: DEFAULT },
      {
        what: 'none from 150 days ago to 30 days ago, and some before',
        why: 'Four months, after which a buyer counts as lapsed; 4.7 % of wholesale customers.',
        source: SIZES,
      },
    ],
    needs: ['order_completed'],
    missing: 'Out of whom no order is known; unknown in a shop that does not tell of orders.',
  },
  {
    name: 'slow_experience',
    family: 'value and risk',
    words:
      'Waits long for pages: the largest thing on them (LCP, in ms) takes over three seconds on the average. Serve them lighter pages, and blame the page before the offer. 40 % leave a page that takes over 3 s.',
    thresholds: [
      {
        what: 'a mean LCP of more than 3000 ms',
        why: 'Over 3 s 40 % leave.',
        source: 'published figure (domain notes, value and risk)',
      },
      { what: 'the last 30 days', why: 'Networks and pages change.', source: DEFAULT },
    ],
    needs: ['page_measured'],
    missing: 'Unknown where no page was measured.',
  },
]

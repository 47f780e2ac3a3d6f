import type { About } from './about'

/** What people should know of the two moods. */
export const aboutMood: readonly About[] = [
  {
    name: 'splurging',
    family: 'mood',
    words:
      'In a mood to splurge: after a lull, orders that come to well over what one of their orders used to be, at full price. Show the best there is, and spare them coupons. Revenge buying, as it was seen after the pandemic.',
    thresholds: [
      {
        what: 'twice (2 times) the mean order from before the last 30 days, in all orders of the last 30 days',
        why: "A burst over one's own norm; 1.9 % of wholesale customers.",
        source: 'Online Retail II 2010-12 to 2011-12, bench/catalogue.ts',
      },
      {
        what: 'a lull: no order from 90 days ago to 30 days ago',
        why: 'Two months without an order: whoever always buys much is not in a mood.',
        source: 'default',
      },
      { what: 'no coupon in the last 30 days', why: 'Splurging is insensitive to price.', source: 'domain notes' },
    ],
    needs: ['order_completed'],
    missing: 'Unknown of whom there is no earlier order with a total: they have no norm yet.',
  },
  {
    name: 'mindful',
    family: 'mood',
    words:
      'Buys with deliberation: thinks for days over each order, within few categories. Give them facts, durability and a fair price, and do not press. The opposite trend to splurging; both run side by side.',
    thresholds: [
      { what: 'the last 90 days', why: 'A mood is of the season.', source: 'default' },
      {
        what: '3 days with looks at products to an order',
        why: 'A day or two is usual: half of all buyers order within an hour of first coming, three of four within 2 days; 4.6 % of buyers are mindful by both signs.',
        source: 'google-store August 2016, bench/catalogue-habits.ts and bench/catalogue.ts',
      },
      {
        what: 'at most one category to four products looked at (0.25)',
        why: 'The middle of those with five looks and more is 0.27.',
        source: 'google-store August 2016, bench/catalogue-habits.ts',
      },
    ],
    needs: ['product_viewed', 'order_completed'],
    missing: 'Unknown until the first order, and where no product line names its category.',
  },
]

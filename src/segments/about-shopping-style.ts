import type { About } from './about'

const HABITS = 'google-store August 2016, bench/catalogue-habits.ts'
const STYLES = 'McKinsey & Media Metrix (2000), as quoted in the domain notes'

const QUARTER = {
  what: 'the last 90 days',
  why: 'Habits change with the season; a quarter holds enough visits of most shoppers to show one.',
  source: 'default',
}

/** What people should know of the six shopping styles. */
export const aboutShoppingStyle: readonly About[] = [
  {
    name: 'convenience_seeker',
    family: 'shopping style',
    words:
      'Wants it done: takes few steps to an order, comes directly, has it sent express. Two of the three signs make one. Keep the way short: saved payment, reorder in one step, nothing in between. The simplifiers of McKinsey & Media Metrix, who make half of all online purchases in 7 hours a month.',
    thresholds: [
      QUARTER,
      {
        what: 'a short way: at most 20 looks (pages, lists, products) to an order',
        why: 'The quickest quarter of buyers needs at most 21; the middle one 36.',
        source: HABITS,
      },
      {
        what: 'directly: 50 % of the orders or more came in direct visits',
        why: 'Most of them, or as many as not.',
        source: 'default',
      },
      {
        what: 'at least 2 of the three signs',
        why: 'One may be chance: 6 % of buyers show two.',
        source: 'google-store August 2016, bench/catalogue.ts',
      },
    ],
    needs: ['page_viewed', 'list_viewed', 'product_viewed', 'order_completed', 'checkout_step_completed'],
    missing: 'Unknown until the first order: the way to it is what is judged.',
  },
  {
    name: 'information_seeker',
    family: 'shopping style',
    words:
      'Reads widely: many pages on each day, in several categories. Feed them: novelties, guides, reviews. The surfers of McKinsey & Media Metrix, 8 % of users with 32 % of the time and over four times the pages of others.',
    thresholds: [
      QUARTER,
      {
        what: '20 looks (pages, lists, products) on a day of activity, on the average',
        why: 'Four times the mean of 5.0; 3.9 % of shoppers reach it.',
        source: `${HABITS}; the factor from ${STYLES}`,
      },
      {
        what: '3 categories',
        why: 'Fewer is knowing what one wants; 2.3 % of all shoppers reach both.',
        source: 'google-store August 2016, bench/catalogue.ts',
      },
    ],
    needs: ['page_viewed', 'list_viewed', 'product_viewed'],
    missing: 'Unknown where nothing was looked at, and of many pages where no product line names its category.',
  },
  {
    name: 'bargain_hunter',
    family: 'shopping style',
    words:
      'Looks for the price first: two or more of sorting by price, trying coupons, price alerts, clicking promotions, looking at what is much reduced, and ordering with coupons more often than not. Show the sale first, and keep full-price novelties short. The bargainers of McKinsey & Media Metrix, 8 % of users but 52 % of the visitors of an auction site.',
    thresholds: [
      QUARTER,
      {
        what: 'at least 2 of the six signs',
        why: 'Everybody sorts by price once, or has a coupon at hand.',
        source: 'default',
      },
      {
        what: '2 coupons tried',
        why: 'One may have been in a letter; looking for another is hunting.',
        source: 'default',
      },
      { what: '2 promotions clicked', why: 'One may be chance.', source: 'default' },
      {
        what: 'what is looked at costs at most 80 % of its list prices in all (0.8)',
        why: 'A fifth off on the average is the sale, not a reduced piece here and there.',
        source: 'default',
      },
      {
        what: 'more than half of the orders with a coupon (2 times those with one are more than all)',
        why: 'More often than not.',
        source: 'default',
      },
    ],
    needs: [
      'list_filtered',
      'coupon_entered',
      'coupon_denied',
      'alert_requested',
      'promotion_clicked',
      'product_viewed',
      'order_completed',
    ],
    missing:
      'Unknown until a product was looked at, and where signs that the shop cannot see could make the two: without coupons and sorting it is never answered "out".',
  },
  {
    name: 'connector',
    family: 'shopping style',
    words:
      'Shops with others: two or more of sharing, inviting or following, reviewing, asking on a network or in the community, and coming by social media. Ask them for reviews and referrals, and show what others say. The connectors of McKinsey & Media Metrix, 36 % of users, of whom 42 % have bought against 61 % on the average.',
    thresholds: [
      QUARTER,
      { what: 'at least 2 of the five kinds', why: 'Sharing once is no habit; two kinds are.', source: 'default' },
      {
        what: '2 days by social media',
        why: 'One may be chance: 1.0 % of shoppers come so twice in a month.',
        source: 'google-store August 2016, bench/catalogue.ts',
      },
    ],
    needs: [
      'product_shared',
      'cart_shared',
      'referral_sent',
      'brand_followed',
      'product_reviewed',
      'support_contacted',
    ],
    missing: 'Unknown of whom nothing was seen, and where signs that the shop cannot see could make the two.',
  },
  {
    name: 'routine_shopper',
    family: 'shopping style',
    words:
      'Buys steadily: an order in each of the last three months. Do not disturb the habit: remember the list, keep things where they are, offer a subscription. The routiners of McKinsey & Media Metrix, who keep to the same places. Of those of Online Retail II on 2011-06-01, 99 % ordered again.',
    thresholds: [
      {
        what: 'months of 30 days: the last 30 days, 30 to 60 days ago, 60 to 90 days ago',
        why: 'Three in a row are a habit; 8.9 % of wholesale customers keep it at the end of the log.',
        source: 'Online Retail II 2010-12 to 2011-12, bench/catalogue.ts and bench/catalogue-silence.ts',
      },
    ],
    needs: ['order_completed'],
    missing: 'Unknown until the first order.',
  },
  {
    name: 'leisure_shopper',
    family: 'shopping style',
    words:
      'Comes for pleasure: films, lookbooks, things to turn round or to put into the own room, and seldom an order. Entertain them, and let them save what they like. The sportsters of McKinsey & Media Metrix, who want beauty and interaction.',
    thresholds: [
      QUARTER,
      { what: '3 films, lookbooks, 3D or AR views', why: 'One or two belong to any purchase.', source: 'default' },
      {
        what: 'fewer than one order in five days of activity (0.2)',
        why: 'Who orders more often has come for that.',
        source: 'default',
      },
    ],
    needs: ['content_viewed', 'product_detail_viewed', 'product_viewed', 'order_completed'],
    missing: 'Unknown until a product was looked at.',
  },
]

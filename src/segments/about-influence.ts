import type { About } from './about'

const WEEK = {
  what: 'at most 7 days before an order',
  why: '86 % of buyers order within 7 days of first being seen, so that a week is as long as one decision.',
  source: 'google-store August 2016, bench/catalogue-habits.ts',
}
const QUARTER = { what: 'the last 90 days', why: 'As for the shopping styles.', source: 'default' }
const ORDERS = 'Unknown until the first order: only an order can show an influence.'

/** What people should know of what influences shoppers. */
export const aboutInfluence: readonly About[] = [
  {
    name: 'video_influenced',
    family: 'influence',
    words:
      'Has ordered within a week of a video of a product or of the shop. Put films first on product pages. 73 % say they are likelier to buy after one.',
    thresholds: [WEEK],
    needs: ['product_detail_viewed', 'content_viewed', 'order_completed'],
    missing: ORDERS,
  },
  {
    name: 'review_driven',
    family: 'influence',
    words: 'Has ordered within a week of reading reviews. Show ratings in lists, and ask for a review in turn.',
    thresholds: [WEEK],
    needs: ['product_detail_viewed', 'order_completed'],
    missing: ORDERS,
  },
  {
    name: 'social_shopper',
    family: 'influence',
    words:
      'Comes by social media, more often than not and more than once. Meet them there, with what is shared. 87 % say that social media help them decide.',
    thresholds: [
      QUARTER,
      {
        what: '50 % of the days on which a channel is known',
        why: 'As often as by all others together.',
        source: 'default',
      },
      {
        what: '2 days',
        why: 'One click on a shared link is no habit: with two days 1.0 % of shoppers are in, while 10 % of events come by social media.',
        source: 'google-store August 2016, bench/catalogue.ts',
      },
    ],
    needs: [],
    missing: 'Unknown where no event names its channel.',
  },
  {
    name: 'voice_shopper',
    family: 'influence',
    words: 'Searches by voice. Understand whole sentences, and answer the question before the list.',
    thresholds: [QUARTER, { what: '2 searches by voice', why: 'One may be a try.', source: 'default' }],
    needs: ['products_searched'],
    missing: 'Unknown where no search says how it was made (method).',
  },
  {
    name: 'ar_shopper',
    family: 'influence',
    words:
      'Turns things round in 3D, or puts them into the own room. Lead with models where there are some. 63 % say that it would change how they shop.',
    thresholds: [QUARTER, { what: '2 views in 3D or AR', why: 'One may be a try.', source: 'default' }],
    needs: ['product_detail_viewed', 'product_viewed'],
    missing: 'Unknown until a product was looked at.',
  },
]

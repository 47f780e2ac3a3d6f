import type { About } from './about'

const YEAR = {
  what: 'the last 365 days',
  why: 'A year holds every season, and habits of before are history.',
  source: 'default',
}
const SHARES =
  'The four exclude each other: by the share of orders placed in a store (none, all, or some) and by where was looked before.'
const NEVER_SAID =
  'Unknown without an order that says whether it was placed online or in a store (sales_channel), and where the shop never tells of its stores.'

/** What people should know of the habits of channels. */
export const aboutChannel: readonly About[] = [
  {
    name: 'online_only',
    family: 'channel',
    words: `Buys online and was in no store. Stores are no argument to them: delivery and returns are. 53 % of consumers look and buy online. ${SHARES}`,
    thresholds: [YEAR],
    needs: ['order_completed', 'store_visited'],
    missing: NEVER_SAID,
  },
  {
    name: 'webroomer',
    family: 'channel',
    words: `Looks online first and buys in the store. Show what the nearest store has, and let them reserve it. ${SHARES}`,
    thresholds: [YEAR],
    needs: ['order_completed', 'product_viewed'],
    missing: `${NEVER_SAID} Unknown, too, of whom no look online is known.`,
  },
  {
    name: 'showroomer',
    family: 'channel',
    words: `Looks in the store first and buys online. Make the store's advice count online: the same price, the scanned list. 18 % like to look in stores best. ${SHARES}`,
    thresholds: [YEAR],
    needs: ['order_completed', 'store_visited'],
    missing: NEVER_SAID,
  },
  {
    name: 'omnichannel',
    family: 'channel',
    words: `Buys online and in the store. One account, one basket, returns anywhere. 73 % of consumers use several channels. ${SHARES}`,
    thresholds: [YEAR],
    needs: ['order_completed'],
    missing: NEVER_SAID,
  },
]

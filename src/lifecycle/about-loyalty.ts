import type { About } from '../segments/about'
import { LOYALTY_TIERS } from './loyalty'

/**
 * What people should know of the loyalty programme that a shop without its own has.
 *
 * @example
 * aboutLoyalty.thresholds.length
 */
export const aboutLoyalty: About = {
  name: 'loyalty_tier',
  family: 'lifecycle',
  words:
    'The highest tier of the loyalty programme whose condition holds over the last period, and none before the first. Points are earned by orders, by following the brand, by reviews and by invitations, and taken back where money is. A tier lapses by itself when what carried it is older than the period, and the day is known beforehand.',
  thresholds: [
    {
      what: 'tiers: bronze from 1 order; silver, gold, platinum, diamond from 250, 500, 1000, 2500 points',
      why: 'Each asks for twice the points of the one below, or more, so that each has clearly fewer members.',
      source: 'default',
    },
    {
      what: 'points: 1 for each unit of currency, 25 for following, 50 for a review, 100 for an invitation sent',
      why: 'What such an act is worth differs from shop to shop.',
      source: 'default',
    },
    { what: 'period: 365 days', why: 'A year has every season once.', source: 'default' },
  ],
  needs: [
    'order_completed',
    'order_cancelled',
    'order_refunded',
    'brand_followed',
    'product_reviewed',
    'referral_sent',
  ],
  values: [...LOYALTY_TIERS.map(({ name }) => name), 'none'],
}

import type { Segment } from '../language/ast'

/**
 * Hunts for bargains (SHOPPERS.md B, the bargainer of McKinsey & Media Metrix 2000): at least three points in 90 days from
 * price sorting, coupons, price alerts, promotions, and orders placed with a coupon.
 */
export const bargainHunter: Segment = {
  name: 'bargain_hunter',
  version: 1,
  title: 'Hunts for bargains',
  when: {
    gte: [
      {
        points: [
          [2, { gte: [{ count: { event: 'list_filtered', where: { sort: 'price_asc' }, within: '90d' } }, 1] }],
          [1, { gte: [{ count: { event: ['coupon_entered', 'coupon_applied'], within: '90d' } }, 1] }],
          [1, { gte: [{ count: { event: ['coupon_entered', 'coupon_denied'], within: '90d' } }, 2] }],
          [2, { gte: [{ count: { event: 'alert_requested', where: { alert: 'price' }, within: '90d' } }, 1] }],
          [1, { gte: [{ count: { event: 'promotion_clicked', within: '90d' } }, 2] }],
          [
            2,
            {
              gte: [
                {
                  ratio: [
                    {
                      count: {
                        event: 'order_completed',
                        where: { coupon: { exists: true } },
                        within: '90d',
                        once: 'order_id',
                      },
                    },
                    { count: { event: 'order_completed', within: '90d', once: 'order_id' } },
                  ],
                },
                0.5,
              ],
            },
          ],
        ],
      },
      3,
    ],
  },
}

import type { About } from '../segments/about'

/**
 * What people should know of the built-in stage sets.
 *
 * @example
 * aboutLifecycle.find(({ name }) => name === 'aida')!.words
 */
export const aboutLifecycle: readonly About[] = [
  {
    name: 'purchase_journey',
    family: 'lifecycle',
    words:
      'How far somebody has come as a buyer, visit by visit: first visit, return, registered (an address left, an account made, or the cart tried), back after that, first purchase, and then a pause or the end, unless a second order is made. Several steps may fall into one visit. A shop sees where people stop, and by which source those come who go on.',
    thresholds: [
      {
        what: 'paused: 30 days without any event after the only order',
        why: 'Of those who ever order again, 35 % have by then; the others pause.',
        source:
          "default; CDNOW 1997-98, 11,516 repeat buyers, bench/lifecycle-thresholds.ts. silenceTemplate puts the shop's own gaps in its place",
      },
      {
        what: 'lapsed: 180 days without any event after the only order',
        why: 'Of those who ever order again, 77 % have by then; of those still silent, 13 % order in the next 180 days.',
        source:
          "default; CDNOW 1997-98, 23,570 buyers, bench/lifecycle-thresholds.ts. silenceTemplate puts the shop's own gaps in its place",
      },
      {
        what: 'repeat_purchase: 2 orders',
        why: 'A second order is a repetition.',
        source: 'by definition',
      },
    ],
    needs: ['signed_up', 'lead_captured', 'product_added', 'order_completed'],
  },
  {
    name: 'customer_lifecycle',
    family: 'lifecycle',
    words:
      'Where somebody stands with the shop: aware of it, acquired (a contact is given), in conversion (shows intent after that), in fulfilment (an order is on its way), or in delight after it. Each stage has its own measures and treatments: the playbook has them. A shopper with a cart and without a contact is still to be acquired, since the shop cannot write to them.',
    thresholds: [
      {
        what: 'conversion: cart, checkout or a product looked at twice in the last 30 days',
        why: 'An intent of a month ago is history.',
        source: 'default',
      },
      {
        what: 'fulfilment: at most 30 days from the last order',
        why: '95 % of delivered orders had arrived by then. It ends the stage where a shop does not say how an order ended.',
        source: 'Olist, 5,170 delivered orders, bench/lifecycle-thresholds.ts',
      },
    ],
    needs: [
      'signed_up',
      'lead_captured',
      'product_viewed',
      'product_added',
      'cart_viewed',
      'checkout_started',
      'checkout_step_completed',
      'order_completed',
      'order_delivered',
      'order_cancelled',
      'order_refunded',
    ],
  },
  {
    name: 'aida',
    family: 'lifecycle',
    words:
      'How far the current visit has come: attention (is here), interest (picks something out), desire (wants to have it: cart, wish list, alert, coupon, checkout), action (an order). The next visit begins anew. A shop sees which pages and sources lead how far, and what to show next.',
    thresholds: [
      {
        what: '1 event of a kind in the visit',
        why: 'One act shows that the step was taken; the order of the steps is that of E. St. Elmo Lewis.',
        source: 'Strong 1925, "The Psychology of Selling and Advertising"',
      },
    ],
    needs: [
      'products_searched',
      'list_filtered',
      'promotion_clicked',
      'product_clicked',
      'product_viewed',
      'product_detail_viewed',
      'products_compared',
      'product_added',
      'wishlist_product_added',
      'alert_requested',
      'coupon_entered',
      'checkout_started',
      'checkout_step_completed',
      'order_completed',
    ],
  },
]

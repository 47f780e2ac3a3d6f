import type { About } from './about'

const MEASURED = 'google-store August 2016, bench/catalogue-intent.ts'

/** What people should know of the intent of a visit. */
export const aboutVisitIntent: About = {
  name: 'visit_intent',
  family: 'visit intent',
  words:
    "What somebody is here for, in this visit: exactly one of four. A buyer came to buy: is at the cart or the checkout, types a coupon, fills a cart on coming back, or is back soon after filling one; give them the shortest path. A researcher wants the product and still wants facts: compares, filters, reads details, asks about a product, looks at one twice, looks at products on coming back, or fills a first cart; show comparison, reviews, advice. A browser has no purchase in mind: pages and lists, and hardly a product; show something new. Undecided is who has done too little to say. After Moe (2003), 'Buying, searching, or browsing'. It never looks at orders, which are what it is to foretell: of the visits of five events and more without an order, buyers order at 4.0 times the common rate, browsers at 0.43 times; researchers order in a later visit at 2.3 times the rate of browsers.",
  thresholds: [
    {
      what: 'buyer: a cart filled in the last 7 days, before this visit',
      why: 'A week is what carts are kept in mind for: back within 7 days, 22.0 % order, 3.9 times the common rate.',
      source: MEASURED,
    },
    {
      what: 'buyer: a cart filled on coming back, while a first one makes a researcher',
      why: 'On coming back 29.3 % of those with a new cart order in this visit, on the first visit 14.9 %, too few to call them buyers; 7.4 % order in a later visit, as researchers do.',
      source: MEASURED,
    },
    {
      what: 'browser: 5 events or more',
      why: 'Fewer do not tell browsers from others: at the third event nine visits of ten are still undecided.',
      source: MEASURED,
    },
    {
      what: 'browser: less than every fifth event (a share under 0.2) is a look at a product',
      why: 'Newcomers who look at no product order at 0.38 times the common rate, those who look at one at 0.79 times.',
      source: MEASURED,
    },
    {
      what: 'browser: 10 events or more and nothing of a buyer or researcher',
      why: 'By then many products, each looked at once, foretell no order either: newcomers with them order at 0.33 times the common rate.',
      source: MEASURED,
    },
  ],
  needs: [
    'cart_viewed',
    'checkout_started',
    'checkout_step_completed',
    'coupon_entered',
    'product_added',
    'products_compared',
    'product_detail_viewed',
    'list_filtered',
    'support_contacted',
    'product_viewed',
  ],
  missing: 'A visit without a sign is undecided; a stage whose events a shop never sends is never reached.',
}

import { connector, leisureShopper, routineShopper } from '../../src/segments/shopping-style'
import { context, DAY, daily, holds, order, props, type Told, times } from './asked'

const QUARTER = 90 * DAY
const looked: Told = ['product_viewed', 0]
const asked = (contact_channel: string): Told => ['support_contacted', DAY, props({ contact_channel })]
const social = (n: number): Told[] => daily(n, 'page_viewed', context({ channel: 'organic_social' }))

holds(connector, [
  ['nothing happened', [], 'unknown'],
  ['a page was seen, just now', [['page_viewed', 0]], 'out', null],
  ['a product was shared', [['product_shared', DAY]], 'out'],
  ['two products were shared', times(2, 'product_shared'), 'out'],
  ['two products were shared, and one reviewed', [...times(2, 'product_shared'), ['product_reviewed', DAY]], 'in'],
  ['a product was shared, two reviewed', [['cart_shared', DAY], ...times(2, 'product_reviewed')], 'in'],
  [
    'a product was shared, a friend invited',
    [
      ['product_shared', DAY],
      ['referral_sent', DAY],
    ],
    'in',
  ],
  [
    'a friend was invited, the brand followed',
    [
      ['referral_sent', DAY],
      ['brand_followed', DAY],
    ],
    'out',
  ],
  [
    'a cart was shared, the brand followed',
    [
      ['cart_shared', DAY],
      ['brand_followed', DAY],
    ],
    'in',
  ],
  ['friends were invited, a product reviewed', [...times(2, 'referral_sent'), ['product_reviewed', DAY]], 'in'],
  ['it was asked on a network, and reviewed', [asked('social'), ['product_reviewed', DAY]], 'in'],
  [
    'it was asked twice in the community, and reviewed',
    [asked('community'), asked('community'), ['product_reviewed', DAY]],
    'in',
  ],
  ['it was asked by e-mail, and reviewed', [asked('email'), ['product_reviewed', DAY]], 'out'],
  ['one day by social media, and a review', [...social(1), ['product_reviewed', DAY]], 'out'],
  ['two days by social media, and a review', [...social(2), ['product_reviewed', DAY]], 'in'],
  ['three days by social media, and a review', [...social(3), ['product_reviewed', DAY]], 'in'],
  [
    'two days by search, and a review',
    [...daily(2, 'page_viewed', context({ channel: 'organic_search' })), ['product_reviewed', DAY]],
    'out',
  ],
  [
    'three kinds',
    [
      ['product_shared', DAY],
      ['product_reviewed', DAY],
      ['brand_followed', DAY],
    ],
    'in',
  ],
  [
    'the review was 90 days ago',
    [
      ['product_shared', DAY],
      ['product_reviewed', QUARTER],
    ],
    'out',
  ],
  [
    'the review was 90 days ago less a millisecond',
    [
      ['product_shared', DAY],
      ['product_reviewed', QUARTER - 1],
    ],
    'in',
    [1, 'out'],
  ],
])

const ordered = (...ago: number[]) => ago.map((each, i) => order(each, `o${i}`))

holds(
  routineShopper,
  [
    ['nothing happened', [], 'unknown'],
    ['an order was made, just now', ordered(0), 'out', null],
    ['one was made in each of three months', ordered(DAY, 31 * DAY, 61 * DAY), 'in'],
    ['two were made in each', ordered(DAY, 2 * DAY, 31 * DAY, 32 * DAY, 61 * DAY, 62 * DAY), 'in'],
    ['none was made in this month', ordered(30 * DAY, 31 * DAY, 61 * DAY), 'out'],
    ['none was made in the month before', ordered(DAY, 2 * DAY, 61 * DAY), 'out'],
    ['none was made in the month before that', ordered(DAY, 31 * DAY, 32 * DAY), 'out'],
    ['the last is about to leave its month', ordered(30 * DAY - 1, 31 * DAY, 61 * DAY), 'in', [1, 'out']],
    ['the middle one is 30 days old', ordered(DAY, 30 * DAY, 61 * DAY), 'in'],
    ['the middle one is a millisecond younger', ordered(DAY, 30 * DAY - 1, 61 * DAY), 'out'],
    ['the middle one is 60 days old less a millisecond', ordered(DAY, 60 * DAY - 1, 61 * DAY), 'in'],
    ['the middle one is 60 days old', ordered(DAY, 60 * DAY, 61 * DAY), 'out'],
    ['the first is 60 days old', ordered(DAY, 31 * DAY, 60 * DAY), 'in'],
    ['the first is 90 days old less a millisecond', ordered(DAY, 31 * DAY, QUARTER - 1), 'in', [1, 'out']],
    ['the first is 90 days old', ordered(DAY, 31 * DAY, QUARTER), 'out'],
    ['one order was told again the month before', [order(DAY, 'a'), order(31 * DAY, 'a'), order(61 * DAY, 'b')], 'out'],
    ['one was told again the month before that', [order(DAY, 'a'), order(31 * DAY, 'b'), order(61 * DAY, 'b')], 'out'],
    ['the last was told twice', [order(DAY, 'a'), order(2 * DAY, 'a'), ...ordered(31 * DAY, 61 * DAY)], 'in'],
    [
      'the middle one was told twice',
      [order(31 * DAY, 'a'), order(32 * DAY, 'a'), order(DAY, 'b'), order(61 * DAY, 'c')],
      'in',
    ],
  ],
  { '.any.0.all.0.gte.0.count without once': 'some are some, however often they are told' },
)

const film: Told = ['product_detail_viewed', DAY, props({ detail: 'video' })]
const turned = (detail: string): Told => ['product_detail_viewed', DAY, props({ detail })]
const book = (content_type = 'lookbook'): Told => ['content_viewed', DAY, props({ content_type })]

holds(leisureShopper, [
  ['nothing happened', [], 'unknown'],
  ['a product was looked at, just now', [looked], 'out', null],
  ['no product was looked at, two films seen', [film, film], 'unknown'],
  ['two films were seen', [looked, film, film], 'out'],
  ['three films were seen', [film, film, film], 'in'],
  ['four films were seen', [film, film, film, film], 'in'],
  ['a film, a model and a room', [film, turned('three_d'), turned('ar')], 'in'],
  ['a film, a lookbook and a film of the shop', [film, book(), book('video')], 'in'],
  ['a film, a lookbook and an article', [looked, film, book(), book('article')], 'out'],
  ['a film, a lookbook and a specification', [looked, film, book(), turned('specification')], 'out'],
  [
    'three films, and an order on one day of six',
    [film, film, film, ...daily(6, 'page_viewed'), order(DAY, 'o1')],
    'in',
  ],
  [
    'three films, and an order on one day of five',
    [looked, film, film, film, ...daily(5, 'page_viewed'), order(DAY, 'o1')],
    'out',
  ],
  [
    'three films, and orders on two days of eleven',
    [looked, film, film, film, ...daily(11, 'page_viewed'), ...ordered(DAY, 2 * DAY)],
    'in',
  ],
  [
    'three films, and an order of six days told twice',
    [film, film, film, ...daily(6, 'page_viewed'), order(DAY, 'o1'), order(DAY, 'o1')],
    'in',
  ],
  [
    'the third film was 90 days ago',
    [looked, film, film, ['product_detail_viewed', QUARTER, props({ detail: 'video' })]],
    'out',
  ],
  [
    'the third film was 90 days ago less a millisecond',
    [looked, film, film, ['product_detail_viewed', QUARTER - 1, props({ detail: 'video' })]],
    'in',
    [1, 'out'],
  ],
])

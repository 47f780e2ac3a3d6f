import { arShopper, reviewDriven, socialShopper, videoInfluenced, voiceShopper } from '../../src/segments/influence'
import { type Case, context, DAY, daily, holds, order, props, type Told, times } from './asked'

const WEEK = 7 * DAY
const detail = (of: string, ago: number): Told => ['product_detail_viewed', ago, props({ detail: of })]
const content = (of: string, ago: number): Told => ['content_viewed', ago, props({ content_type: of })]
const bought = order(0, 'o1')

/** What holds of a thing looked at before an order. */
const before = (look: (ago: number) => Told, other: Told): readonly Case[] => [
  ['nothing happened', [], 'unknown'],
  ['it was looked at, and nothing was bought yet', [look(DAY)], 'unknown'],
  ['it was looked at a day before an order', [look(DAY), bought], 'in', null],
  ['it was looked at a week before an order', [look(WEEK), bought], 'in'],
  ['it was looked at a week and a millisecond before', [look(WEEK + 1), bought], 'out'],
  ['it was looked at after the order', [order(DAY, 'o1'), look(0)], 'out'],
  ['something else was looked at', [other, bought], 'out'],
  ['an order was made just now, on nothing', [bought], 'out'],
]

holds(videoInfluenced, [
  ...before((ago) => detail('video', ago), detail('reviews', DAY)),
  ...before((ago) => content('video', ago), content('article', DAY)),
])

holds(
  reviewDriven,
  before((ago) => detail('reviews', ago), detail('video', DAY)),
)

const by = (channel: string, n: number, from = 0): Told[] => daily(n, 'page_viewed', context({ channel }), from)

holds(socialShopper, [
  ['nothing happened', [], 'unknown'],
  ['no channel is named', daily(3, 'page_viewed'), 'unknown'],
  ['it came directly, just now', by('direct', 1), 'out', null],
  ['one day was by social media', by('organic_social', 1), 'out'],
  ['one day of two was', [...by('organic_social', 1), ...by('direct', 1, 1)], 'out'],
  ['two days were, one of them paid for', [...by('organic_social', 1), ...by('paid_social', 1, 1)], 'in'],
  ['three days were', by('organic_social', 3), 'in'],
  ['half of the days were', [...by('organic_social', 2), ...by('direct', 2, 2)], 'in'],
  ['five of eleven days were', [...by('organic_social', 5), ...by('direct', 6, 5)], 'out'],
  [
    'days without a channel count for none',
    [...by('organic_social', 2), ...by('direct', 2, 2), ...daily(3, 'page_viewed', {}, 4)],
    'in',
  ],
  ['the first was 90 days ago', [...by('organic_social', 1), ...by('organic_social', 1, 90)], 'out'],
  [
    'the first was 90 days ago less a millisecond',
    [...by('organic_social', 1), ['page_viewed', 90 * DAY - 1, context({ channel: 'social' })]],
    'in',
    [1, 'out'],
  ],
])

const search = (n: number, method?: string, ago = DAY): Told[] =>
  times(n, 'products_searched', props(method === undefined ? { query: 'q' } : { method }), ago)

holds(voiceShopper, [
  ['nothing happened', [], 'unknown'],
  ['it was searched, and not said how', search(3), 'unknown'],
  ['it was typed, just now', search(1, 'text', 0), 'out', null],
  ['it was spoken once', search(1, 'voice'), 'out'],
  ['it was spoken twice', search(2, 'voice'), 'in'],
  ['it was spoken three times', search(3, 'voice'), 'in'],
  ['the first was 90 days ago', [...search(1, 'voice'), ...search(1, 'voice', 90 * DAY)], 'out'],
  [
    'the first was 90 days ago less a millisecond',
    [...search(1, 'voice'), ...search(1, 'voice', 90 * DAY - 1)],
    'in',
    [1, 'out'],
  ],
])

const looked: Told = ['product_viewed', 0]
holds(arShopper, [
  ['nothing happened', [], 'unknown'],
  ['a product was looked at, just now', [looked], 'out', null],
  ['one thing was turned round', [looked, detail('three_d', 1)], 'out'],
  ['one was turned round, one put into the room', [detail('three_d', 1), detail('ar', 2)], 'in'],
  ['it was three times', [detail('ar', 1), detail('ar', 2), detail('ar', 3)], 'in'],
  ['two films were seen', [looked, detail('video', 1), detail('video', 2)], 'out'],
  ['the first was 90 days ago', [looked, detail('ar', 1), detail('ar', 90 * DAY)], 'out'],
  [
    'the first was 90 days ago less a millisecond',
    [looked, detail('ar', 1), detail('ar', 90 * DAY - 1)],
    'in',
    [1, 'out'],
  ],
])

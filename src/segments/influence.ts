import type { Condition, FieldTests, Metric, Segment, Selector } from '../language/ast'
import { anything, bought, having, judgedBy, least, recent, segment, share } from './parts'

/* @__NO_SIDE_EFFECTS__ */
function thenOrdered(seen: Selector): Condition {
  return { sequence: [seen, bought], within: '7d' }
}

/* @__NO_SIDE_EFFECTS__ */
function daysBy(channel: FieldTests): Metric {
  return { days: recent('*', { 'context.channel': channel }) }
}

const social = daysBy({ contains: 'social' })

/* @__NO_SIDE_EFFECTS__ */
function detail(...kinds: string[]): Selector {
  return { event: 'product_detail_viewed', where: { detail: kinds } }
}

/** Has ordered within a week of a video. */
export const videoInfluenced: Segment = segment(
  'video_influenced',
  'Buys after a video',
  judgedBy(bought, {
    any: [thenOrdered(detail('video')), thenOrdered({ event: 'content_viewed', where: { content_type: 'video' } })],
  }),
)

/** Has ordered within a week of reading reviews. */
export const reviewDriven: Segment = segment(
  'review_driven',
  'Buys after reading reviews',
  judgedBy(bought, thenOrdered(detail('reviews'))),
)

/** Comes by social media, again and again. */
export const socialShopper: Segment = segment(
  'social_shopper',
  'Comes by social media',
  judgedBy(having('context.channel', anything), {
    all: [share(social, daysBy({ exists: true }), 0.5), { gte: [social, 2] }],
  }),
)

/** Searches by voice. */
export const voiceShopper: Segment = segment(
  'voice_shopper',
  'Searches by voice',
  judgedBy(
    { event: 'products_searched', where: { method: { exists: true } } },
    least(2, recent('products_searched', { method: 'voice' })),
  ),
)

/** Turns things round in 3D, or puts them into their own room. */
export const arShopper: Segment = segment(
  'ar_shopper',
  'Tries things in 3D',
  judgedBy({ event: 'product_viewed' }, least(2, recent('product_detail_viewed', { detail: ['three_d', 'ar'] }))),
)

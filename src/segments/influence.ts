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

/**
 * Has ordered within a week of a video.
 *
 * @example
 * const shopper = compile(defineDocument({ segments: [videoInfluenced] })).shopper()
 * const film = { ...event, id: 'e1', name: 'content_viewed', props: { content_type: 'video' } }
 * shopper.add({ ...film, time: now - 6 * 86_400_000 })
 * shopper.add({ ...event, id: 'e2', name: 'order_completed' })
 * shopper.at(now).segments.video_influenced // => 'in'
 */
export const videoInfluenced: Segment = segment(
  'video_influenced',
  'Buys after a video',
  judgedBy(bought, {
    any: [thenOrdered(detail('video')), thenOrdered({ event: 'content_viewed', where: { content_type: 'video' } })],
  }),
)

/**
 * Has ordered within a week of reading reviews.
 *
 * @example
 * const shopper = compile(defineDocument({ segments: [reviewDriven] })).shopper()
 * shopper.add({ ...event, id: 'e1', name: 'product_detail_viewed', props: { detail: 'reviews' } })
 * shopper.at(now).segments.review_driven // => 'unknown'
 * shopper.add({ ...event, id: 'e2', name: 'order_completed', time: now + 60_000 })
 * shopper.at(now + 60_000).segments.review_driven // => 'in'
 */
export const reviewDriven: Segment = segment(
  'review_driven',
  'Buys after reading reviews',
  judgedBy(bought, thenOrdered(detail('reviews'))),
)

/**
 * Comes by social media, again and again.
 *
 * @example
 * const shopper = compile(defineDocument({ segments: [socialShopper] })).shopper()
 * for (const [day, channel] of ['organic_social', 'direct', 'paid_social'].entries())
 *   shopper.add({ ...event, id: channel, time: now - day * 86_400_000, context: { channel } })
 * shopper.at(now).segments.social_shopper // => 'in'
 */
export const socialShopper: Segment = segment(
  'social_shopper',
  'Comes by social media',
  judgedBy(having('context.channel', anything), {
    all: [share(social, daysBy({ exists: true }), 0.5), { gte: [social, 2] }],
  }),
)

/**
 * Searches by voice.
 *
 * @example
 * const shopper = compile(defineDocument({ segments: [voiceShopper] })).shopper()
 * for (const query of ['red shoes in 42', 'shoes for the rain'])
 *   shopper.add({ ...event, id: query, name: 'products_searched', props: { query, method: 'voice' } })
 * shopper.at(now).segments.voice_shopper // => 'in'
 */
export const voiceShopper: Segment = segment(
  'voice_shopper',
  'Searches by voice',
  judgedBy(
    { event: 'products_searched', where: { method: { exists: true } } },
    least(2, recent('products_searched', { method: 'voice' })),
  ),
)

/**
 * Turns things round in 3D, or puts them into their own room.
 *
 * @example
 * const shopper = compile(defineDocument({ segments: [arShopper] })).shopper()
 * for (const detail of ['three_d', 'ar'])
 *   shopper.add({ ...event, id: detail, name: 'product_detail_viewed', props: { detail } })
 * shopper.at(now).segments.ar_shopper // => 'in'
 */
export const arShopper: Segment = segment(
  'ar_shopper',
  'Tries things in 3D',
  judgedBy({ event: 'product_viewed' }, least(2, recent('product_detail_viewed', { detail: ['three_d', 'ar'] }))),
)

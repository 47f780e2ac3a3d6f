import type { About } from '../segments/about'
import { RFM_GROUPS } from './rfm'

/**
 * What people should know of the RFM groups.
 *
 * @example
 * aboutRfm.values?.includes('champions') // => true
 */
export const aboutRfm: About = {
  name: 'rfm_group',
  family: 'value and risk',
  words:
    'Where a buyer stands among all buyers of the shop, by how recently, how often and for how much they have ordered: one of eleven groups from champions to lost, and none before the first order. Each measure scores 1 to 5; frequency and money together give a value of 1 to 5; recency and value give the group. The cut points are frozen when they are calibrated, so that a shopper changes groups only by what they do or by time, never because others did something.',
  thresholds: [
    {
      what: "cut points: the fifths of the shop's own buyers",
      why: 'Five scores of a fifth each; where many are tied two cuts may be one, and equal buyers always score alike.',
      source: 'Hughes 1994, "Strategic Database Marketing"; taken by `calibrate`, which says n, span and ties',
    },
    {
      what: 'value: scores of frequency and money that add up to 2-3, 4-5, 6, 7-8, 9-10',
      why: 'Both count alike, and the five values take their sums in turn.',
      source: 'default',
    },
    {
      what: 'groups: eleven rectangles of the grid of recency and value',
      why: 'No two overlap and none of the 25 fields is left over, which a test counts out.',
      source:
        'the grid in use with pandas as seg_map, with lost split off from hibernating as in the eleven segments of Putler',
    },
  ],
  needs: ['order_completed'],
  values: [...RFM_GROUPS, 'none'],
}

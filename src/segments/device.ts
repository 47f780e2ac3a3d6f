import type { FieldTest, Metric, Segment } from '../language/ast'
import { anything, having, judgedBy, recent, segment, share } from './parts'

const DEVICE = 'context.device.type'

/* @__NO_SIDE_EFFECTS__ */
function daysOn(device: FieldTest): Metric {
  return { days: recent('*', { [DEVICE]: device }) }
}

/** Comes with the phone on most days. */
export const mobileFirst: Segment = segment(
  'mobile_first',
  'Shops on the phone',
  share(daysOn('mobile'), daysOn({ exists: true }), 0.6),
)

/** Shops on more kinds of device than one. */
export const multiDevice: Segment = segment(
  'multi_device',
  'Shops on several devices',
  judgedBy(having(DEVICE, anything), { gte: [{ distinct: DEVICE, of: recent('*') }, 2] }),
)

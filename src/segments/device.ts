import type { FieldTest, Metric, Segment } from '../language/ast'
import { anything, having, judgedBy, recent, segment, share } from './parts'

const DEVICE = 'context.device.type'

/* @__NO_SIDE_EFFECTS__ */
function daysOn(device: FieldTest): Metric {
  return { days: recent('*', { [DEVICE]: device }) }
}

/**
 * Comes with the phone on most days.
 *
 * @example
 * const shopper = compile(defineDocument({ segments: [mobileFirst] })).shopper()
 * // The phone on three days of five.
 * for (const [day, type] of ['mobile', 'desktop', 'mobile', 'desktop', 'mobile'].entries())
 *   shopper.add({ ...event, id: `e${day}`, time: now - day * 86_400_000, context: { device: { type } } })
 * shopper.at(now).segments.mobile_first // => 'in'
 */
export const mobileFirst: Segment = segment(
  'mobile_first',
  'Shops on the phone',
  share(daysOn('mobile'), daysOn({ exists: true }), 0.6),
)

/**
 * Shops on more kinds of device than one.
 *
 * @example
 * const shopper = compile(defineDocument({ segments: [multiDevice] })).shopper()
 * for (const type of ['tablet', 'desktop']) shopper.add({ ...event, id: type, context: { device: { type } } })
 * shopper.at(now).segments.multi_device // => 'in'
 */
export const multiDevice: Segment = segment(
  'multi_device',
  'Shops on several devices',
  judgedBy(having(DEVICE, anything), { gte: [{ distinct: DEVICE, of: recent('*') }, 2] }),
)

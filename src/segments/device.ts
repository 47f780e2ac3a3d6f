import type { Metric, Segment } from '../language/ast'
import { judgedBy, recent, segment, share } from './parts'

/* @__NO_SIDE_EFFECTS__ */
function on(device: object | string) {
  return { 'context.device.type': device } as { readonly [path: string]: string }
}

/* @__NO_SIDE_EFFECTS__ */
function daysOn(device: object | string): Metric {
  return { days: recent('*', on(device)) }
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
  judgedBy(
    { event: '*', where: on({ exists: true }) },
    { gte: [{ distinct: 'context.device.type', of: recent('*') }, 2] },
  ),
)

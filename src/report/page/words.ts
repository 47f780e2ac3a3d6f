import { describeMilliseconds } from '../../language/describe'
import { partsOf } from '../facts/clock-parts'

/**
 * A whole number: `61,698`.
 *
 * @example
 * count(61698) // '61,698'
 */
export function count(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 0 })
}

/**
 * A number of things: `1 shopper`, `2 shoppers`.
 *
 * @example
 * some(2, 'shopper') // '2 shoppers'
 */
export function some(value: number, thing: string): string {
  return `${count(value)} ${thing}${value === 1 ? '' : 's'}`
}

/**
 * A share in per cent, as exact as it matters: `41 %`, `0.8 %`, `<0.1 %`; `0 %` is nobody and `100 %` is all.
 *
 * @example
 * percent(5, 12) // '42 %'
 */
export function percent(part: number, whole: number): string {
  if (!whole) return '–'
  const share = (100 * part) / whole
  if (part === 0) return '0 %'
  if (part === whole) return '100 %'
  if (share < 0.1) return '<0.1 %'
  if (share < 10) return `${share.toFixed(1)} %`
  return share > 99 ? '>99 %' : `${share.toFixed(0)} %`
}

const TENTHS = ['', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']

/**
 * A share as people say it, with the exact one: `four in ten shoppers (41 %)`; under a tenth as it is.
 *
 * @example
 * shareOf(5, 12, 'shoppers') // 'four in ten shoppers (42 %)'
 * shareOf(1, 12, 'shoppers') // '8.3 % of the shoppers'
 */
export function shareOf(part: number, whole: number, things: string): string {
  const share = whole ? part / whole : 0
  if (part === 0) return `no ${things}`
  if (part === whole) return `all ${things}`
  const exact = percent(part, whole)
  if (share < 0.095) return `${exact} of the ${things}`
  if (share >= 0.95) return `nearly all ${things} (${exact})`
  return `${TENTHS[Math.min(9, Math.round(share * 10))]} in ten ${things} (${exact})`
}

/**
 * A name as words: `cart_abandoner` is "cart abandoner".
 *
 * @example
 * plainName('first_visit') // 'first visit'
 */
export function plainName(name: string): string {
  return name.replace(/_/g, ' ')
}

/**
 * A text that begins a sentence.
 *
 * @example
 * sentence('four in ten') // 'Four in ten'
 */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/**
 * A day by the clocks of a zone: `31 Aug 2016`.
 *
 * @example
 * day(0, 'UTC') // '1 Jan 1970'
 */
export function day(time: number, zone: string): string {
  const { year, month, day } = partsOf(time, zone)
  return `${Number(day)} ${MONTHS[Number(month) - 1]} ${year}`
}

/**
 * An instant by the clocks of a zone: `31 Aug 2016, 23:59`.
 *
 * @example
 * instant(0, 'UTC') // '1 Jan 1970, 00:00'
 */
export function instant(time: number, zone: string): string {
  const { hour, minute } = partsOf(time, zone)
  return `${day(time, zone)}, ${hour}:${minute}`
}

/**
 * How long something took, in one unit: `8 days`, `20 minutes`.
 *
 * @example
 * took(90_000) // '1 minute'
 */
export function took(ms: number): string {
  if (ms < 1000) return 'at once'
  return /^\d+ \w+/.exec(describeMilliseconds(ms))![0]
}

/** Fewer than this are few: of 30, one more or less is over three per cent. */
export const FEW = 30

/**
 * A warning where numbers rest on few; empty where they do not.
 *
 * @example
 * fewNote(12, 'buyer') // 'Few: these numbers rest on 12 buyers.'
 */
export function fewNote(value: number, thing: string): string {
  return value < FEW ? `Few: these numbers rest on ${some(value, thing)}.` : ''
}

import { describe, expect, test } from 'vitest'
import { countdown } from '../../src/inspector/countdown'
import { eventMatches, eventSummary, fieldsOf } from '../../src/inspector/event-text'
import { SINCE_STEPS, sinceText } from '../../src/inspector/since-steps'
import { tabAfter } from '../../src/inspector/tabs'
import type { WireEvent } from '../../src/tracker/wire-event'

const S = 1_000
const MINUTE = 60 * S
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

describe('countdown()', () => {
  test.each([
    [-1, 'now'],
    [0, 'now'],
    [Number.NaN, 'now'],
    [1, '1 s'],
    [S, '1 s'],
    [S + 1, '2 s'],
    [MINUTE - 1, '1 min'],
    [MINUTE + S, '1 min 1 s'],
    [HOUR - S, '59 min 59 s'],
    [HOUR, '1 h'],
    [HOUR + S, '1 h'],
    [DAY - 1, '1 d'],
    [DAY + 3 * HOUR + 59 * MINUTE, '1 d 3 h'],
    [90 * DAY, '90 d'],
  ])('says of %d ms: %s', (ms, said) => {
    expect(countdown(ms)).toBe(said)
  })
})

const event = {
  name: 'product_added',
  props: { cart_value: 60, currency: 'EUR' },
  products: [{ product_id: 'SKU-1' }, { name: 'A Lamp' }, {}],
  context: { channel: 'email', page: { path: '/lamps' } },
} as unknown as WireEvent

describe('eventSummary()', () => {
  test('names lines and properties, three lines at most, and no currency', () => {
    expect(eventSummary(event)).toBe('SKU-1 · A Lamp · a product · cart_value: 60')
    expect(eventSummary({ ...event, props: {}, products: [...event.products, {}, {}] })).toBe(
      'SKU-1 · A Lamp · a product · 2 more',
    )
  })
})

describe('eventMatches()', () => {
  test.each([
    ['', true],
    ['  ', true],
    ['ADDED', true],
    ['a lamp', true],
    ['/lamps', true],
    ['chair', false],
  ])('finds %j: %s', (text, found) => {
    expect(eventMatches(event, text)).toBe(found)
  })
})

test('fieldsOf() spells what is inside with a dot', () => {
  expect(fieldsOf({ channel: 'email', page: { path: '/' }, n: 0 })).toEqual([
    ['channel', 'email'],
    ['page.path', '/'],
    ['n', '0'],
  ])
})

describe('tabAfter()', () => {
  test.each([
    ['ArrowRight', 0, 1],
    ['ArrowRight', 2, 0],
    ['ArrowLeft', 0, 2],
    ['ArrowLeft', 1, 0],
    ['Home', 2, 0],
    ['End', 0, 2],
    ['Enter', 0, undefined],
  ])('%s from %d leads to %s', (key, at, to) => {
    expect(tabAfter(key, { at, of: 3 })).toBe(to)
  })
})

test('SINCE_STEPS grow from 0 to a year', () => {
  expect(SINCE_STEPS[0]).toBe(0)
  expect(SINCE_STEPS.at(-1)).toBe(365 * DAY)
  expect([...SINCE_STEPS].sort((a, b) => a - b)).toEqual(SINCE_STEPS)
  expect([sinceText(0), sinceText(HOUR)]).toEqual(['right after', '1 hour later'])
})

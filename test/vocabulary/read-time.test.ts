import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readTime } from '../../src/vocabulary/read-time'

const MIDNIGHT = 1_469_923_200_000

describe('readTime() of numbers', () => {
  it.each([0, 631_151_999, 4_102_444_800, MIDNIGHT, 631_151_999_999_999, 4_102_444_800_000_000, 8.64e15])(
    'takes %d for milliseconds',
    (time) => {
      expect(readTime(time)).toEqual({ time, assumed_utc: false })
    },
  )

  it.each([
    [631_152_000, 'seconds: 631152000000'],
    [1_469_923_200, 'seconds: 1469923200000'],
    [1_469_923_200.5, 'seconds: 1469923200500'],
    [4_102_444_799, 'seconds: 4102444799000'],
    [631_152_000_000_000, 'microseconds: 631152000000'],
    [1_469_923_200_000_000, 'microseconds: 1469923200000'],
    [4_102_444_799_999_999, 'microseconds: 4102444799999'],
  ])('takes %d for another unit and says what it would be', (time, unit) => {
    expect(readTime(time)).toEqual({ code: 'wrong_unit', wanted: `milliseconds since the epoch, not ${unit}` })
  })

  it.each([-1, MIDNIGHT + 0.5, Number.NaN, Number.POSITIVE_INFINITY, 8.64e15 + 1, -MIDNIGHT, 1.469e18])(
    'refuses %d as out of range',
    (time) => {
      expect(readTime(time)).toMatchObject({ code: 'out_of_range' })
    },
  )
})

describe('readTime() of text', () => {
  it.each([
    ['2016-07-31T00:00:00Z', 0],
    ['2016-07-31T00:00:00.000Z', 0],
    ['2016-07-31t00:00:00z', 0],
    ['2016-07-31 00:00:00 UTC', 0],
    ['2016-07-31T00:00Z', 0],
    ['2016-07-31T02:00:00+02:00', 0],
    ['2016-07-31T02:00:00+0200', 0],
    ['2016-07-31T02:00:00+02', 0],
    ['2016-07-30T18:30:00-05:30', 0],
    ['2016-07-31T00:00:00.1Z', 100],
    ['2016-07-31T00:00:00,25Z', 250],
    ['2016-07-31T00:00:00.123456789Z', 123],
    ['2016-07-31T23:59:59.999Z', 86_399_999],
  ])('reads %s with its zone', (text, after) => {
    expect(readTime(text)).toEqual({ time: MIDNIGHT + after, assumed_utc: false })
  })

  it.each(['2016-07-31', '2016-07-31T00:00', '2016-07-31 00:00:00', '2016-07-31T00:00:00.000'])(
    'assumes UTC of %s, which names no zone',
    (text) => {
      expect(readTime(text)).toEqual({ time: MIDNIGHT, assumed_utc: true })
    },
  )

  it.each([
    '',
    '2016',
    '2016-07',
    '2016-7-31',
    '2016-13-01',
    '2016-00-10',
    '2016-02-30',
    '2015-02-29',
    '2016-07-31T24:00:00Z',
    '2016-07-31T00:60:00Z',
    '2016-07-31T00:00:60Z',
    '2016-07-31T00:00:00+24:00',
    '2016-07-31T00:00:00+02:60',
    '31.07.2016',
    '1469923200000',
    '2016-07-31T00:00:00Z ',
    `2016-07-31T00:00:00.${'0'.repeat(1_000_000)}Z`,
  ])('refuses %.40s', (text) => {
    expect(readTime(text)).toMatchObject({ code: 'bad_format' })
  })

  it('refuses January 1970, made from seconds by someone else', () => {
    expect(readTime(new Date(1_469_923_200).toISOString())).toMatchObject({ code: 'wrong_unit' })
    expect(readTime('1969-12-31T23:59:59Z')).toMatchObject({ code: 'out_of_range' })
    expect(readTime('0099-01-01T00:00:00Z')).toMatchObject({ code: 'out_of_range' })
  })

  it('reads what Date writes, to the millisecond', () => {
    const date = fc.date({ min: new Date('1970-03-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(date, (each) => {
        const time = each.getTime()
        expect(readTime(each.toISOString())).toEqual({ time, assumed_utc: false })
      }),
    )
  })
})

describe('readTime() of anything else', () => {
  it.each([null, undefined, true, {}, [], new Date(0), 1n])('refuses %s', (value) => {
    expect(readTime(value)).toMatchObject({ code: 'wrong_type' })
  })
})

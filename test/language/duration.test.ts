import { describe, expect, it } from 'vitest'
import { durationMs, parseDuration } from '../../src/language/duration'

describe('parseDuration()', () => {
  it.each([
    ['0ms', 0],
    ['1ms', 1],
    ['90s', 90_000],
    ['30m', 1_800_000],
    ['2h', 7_200_000],
    ['30d', 2_592_000_000],
    ['2w', 1_209_600_000],
    ['007d', 604_800_000],
    ['14892855w', 14_892_855 * 604_800_000],
    ['999999999999999ms', 999_999_999_999_999],
  ])('gives %s in milliseconds', (text, ms) => {
    expect(parseDuration(text)).toBe(ms)
    expect(durationMs(text as '1d')).toBe(ms)
  })

  it.each([
    '',
    '1',
    'd',
    '-5d',
    '+5d',
    '5 d',
    ' 5d',
    '5d ',
    '5d\n',
    '1.5h',
    '1e3s',
    '30D',
    '1y',
    '1M',
    '1d1h',
    '٣d',
    '14892856w',
    '1000000000000000ms',
  ])('gives undefined when asked of %j', (text) => {
    expect(parseDuration(text)).toBeUndefined()
  })

  it.each([undefined, null, 30, 30n, ['30d'], { toString: () => '30d' }, Symbol('30d')])(
    'gives undefined when what it is given is no text: %s',
    (value) => {
      expect(parseDuration(value)).toBeUndefined()
    },
  )
})

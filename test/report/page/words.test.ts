import { describe, expect, test } from 'vitest'
import { html, raw } from '../../../src/report/page/html'
import { percent, shareOf, took } from '../../../src/report/page/words'

describe('percent()', () => {
  test.each([
    [0, 7, '0 %'],
    [7, 7, '100 %'],
    [1, 1001, '<0.1 %'],
    [1, 1000, '0.1 %'],
    [99, 1000, '9.9 %'],
    [100, 1000, '10 %'],
    [990, 1000, '99 %'],
    [991, 1000, '>99 %'],
    [1, 0, '–'],
  ])('of %i of %i is %s', (part, whole, said) => {
    expect(percent(part, whole)).toBe(said)
  })
})

describe('shareOf()', () => {
  test.each([
    [0, 'no visits'],
    [94, '9.4 % of the visits'],
    [95, 'one in ten visits (9.5 %)'],
    [410, 'four in ten visits (41 %)'],
    [949, 'nine in ten visits (95 %)'],
    [950, 'nearly all visits (95 %)'],
    [1000, 'all visits'],
  ])('says %i of 1,000 as "%s"', (part, said) => {
    expect(shareOf(part, 1000, 'visits')).toBe(said)
  })
})

describe('took()', () => {
  test.each([
    [999, 'at once'],
    [1000, '1 second'],
    [90_000, '1 minute'],
    [3 * 86_400_000 + 1, '3 days'],
  ])('says %i ms as "%s"', (ms, said) => {
    expect(took(ms)).toBe(said)
  })
})

describe('html', () => {
  test('escapes all that is put in, in lists too, but HTML', () => {
    const hostile = `<img src=x onerror="a('b')">&\``
    expect(html`<p>${hostile}</p>`.text).toBe('<p>&#60;img src=x onerror=&#34;a(&#39;b&#39;)&#34;&#62;&#38;&#96;</p>')
    expect(html`${['<', html`<b>${'>'}</b>`, raw('<i>'), null, 3]}`.text).toBe('&#60;<b>&#62;</b><i>3')
  })

  test('shows what would turn the direction of writing, or end a line unseen', () => {
    expect(html`${'a\u202eb\u0000c\u2028d'}`.text).toBe('a\ufffdb\ufffdc\ufffdd')
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeProblem, fieldPath, renderValue } from '../../src/vocabulary/problem'

describe('renderValue()', () => {
  it.each([
    ['19.90', '"19.90" (string)'],
    ['', '"" (string)'],
    ['a\nb', '"a\\nb" (string)'],
    [19.9, '19.9 (number)'],
    [Number.NaN, 'NaN (number)'],
    [true, 'true (boolean)'],
    [null, 'null'],
    [undefined, 'nothing'],
    [1n, 'a bigint'],
    [Symbol('x'), 'a symbol'],
    [() => 1, 'a function'],
    [[1, 2], 'a list of 2'],
    [{}, 'an object'],
    [new Date(0), 'a Date'],
  ])('of %o is %s', (value, text) => {
    expect(renderValue(value)).toBe(text)
  })

  it('shortens a long string and tells its length', () => {
    expect(renderValue('x'.repeat(9000))).toBe(`"${'x'.repeat(51)}…" (string of 9000)`)
  })

  it('takes at most 80 well-formed characters, whatever the value', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 120 }),
      fc.string({ unit: fc.constantFrom('\u0000', '😀') }),
    )
    fc.assert(
      fc.property(fc.oneof(text, fc.anything()), (value) => {
        const rendered = renderValue(value)
        expect(rendered.length).toBeLessThanOrEqual(80)
        expect(encodeURIComponent(rendered)).toBeTruthy()
      }),
      { numRuns: 50 },
    )
  })

  it('never runs the code of the value', () => {
    const value = { toString: () => expect.unreachable(), toJSON: () => expect.unreachable() }
    expect(renderValue(value)).toBe('an object')
  })
})

describe('fieldPath()', () => {
  it.each([
    ['props', 'total', 'props.total'],
    ['', 'total', 'total'],
    ['props', 'a.b', 'props["a.b"]'],
    ['props', 'line\nbreak', 'props["line\\nbreak"]'],
  ])('of %j and %j is %s', (parent, name, path) => {
    expect(fieldPath(parent, name)).toBe(path)
  })
})

describe('describeProblem()', () => {
  it('says where, what was found and what was wanted or assumed', () => {
    const found = '"19.90" (string)'
    expect(describeProblem({ code: 'wrong_type', path: 'props.total', found, wanted: 'a number' })).toBe(
      'props.total: found "19.90" (string), wanted a number',
    )
    expect(describeProblem({ code: 'assumed', path: 'time', found: '"2016-07-31" (string)', wanted: 'UTC' })).toBe(
      'time: found "2016-07-31" (string), assumed UTC',
    )
    expect(describeProblem({ code: 'wrong_type', path: '', found: 'null', wanted: 'an object' })).toBe(
      'event: found null, wanted an object',
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonProblem } from '../../../site/playground/json-problem'

/** Whether JSON.parse takes a text. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('jsonProblem()', () => {
  it.each([
    ['', 'line 1, column 1', 'the end', 'a value'],
    ['{', 'line 1, column 2', 'the end', 'a key in double quotes or }'],
    ['{"a": }', 'line 1, column 7', '}', 'a value'],
    ['{\n  "a": 1\n  "b": 2\n}', 'line 3, column 3', '"b": 2', 'a comma or }'],
    ['[1, 2', 'line 1, column 6', 'the end', 'a comma or ]'],
    ['[1,]', 'line 1, column 4', ']', 'a value'],
    ["{'a': 1}", 'line 1, column 2', "'a': 1}", 'a key in double quotes or }'],
    ['{"a" 1}', 'line 1, column 6', '1}', 'a colon'],
    ['{} x', 'line 1, column 4', 'x', 'the end'],
    ['[1}', 'line 1, column 3', '}', 'a comma or ]'],
  ])('says of %j where it breaks, and what was wanted', (text, path, found, wanted) => {
    expect(jsonProblem(text)).toEqual({ path, found, wanted })
  })

  it('finds nothing where JSON.parse does not, and something where it does', () => {
    const piece = fc.constantFrom(
      ...'{}[],:"\\ \n-0.1e+tn',
      '"a"',
      'true',
      'null',
      '1.5e3',
      '"\\u00e9"',
      '"\u007f"',
      '\t',
    )
    const made = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''))
    const broken = fc
      .tuple(fc.json(), fc.nat(), piece)
      .map(([text, at, piece]) => text.slice(0, at % (text.length + 1)) + piece + text.slice(at % (text.length + 1)))
    fc.assert(
      fc.property(fc.oneof(fc.json(), made, broken), (text) => (jsonProblem(text) === undefined) === isJson(text)),
      { numRuns: 5000 },
    )
  })

  it('does not mind how deep a text is nested', () => {
    expect(jsonProblem('['.repeat(20_000))).toMatchObject({ wanted: 'a value or ]' })
  })
})

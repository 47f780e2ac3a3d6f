import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatJson } from '../../../site/playground/format-json'

describe('formatJson()', () => {
  it('keeps on a line what fits, and gives the rest a line a part', () => {
    expect(formatJson({ all: [{ gte: [1, 2] }, { not: { lt: ['a', true] } }] }, 40)).toBe(
      ['{', '  "all": [', '    { "gte": [ 1, 2 ] },', '    { "not": { "lt": [ "a", true ] } }', '  ]', '}'].join('\n'),
    )
  })

  it('changes nothing of what it says', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(60), (value, width) => {
        // What JSON spells alike is alike: -0 is 0.
        expect(JSON.stringify(JSON.parse(formatJson(value, width)))).toBe(JSON.stringify(value))
      }),
    )
  })
})

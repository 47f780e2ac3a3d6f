import { describe, expect, it } from 'vitest'
import { compile } from '../../src/engine/compile'
import { builtin } from '../../src/lifecycle/builtin'
import { populationDocument } from '../../src/predict/population'
import { rfmTemplate } from '../../src/predict/rfm'
import { quantile } from '../../src/predict/template'

const names = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name).sort()

describe('populationDocument()', () => {
  it('has the traits that are asked for and no more, and compiles', () => {
    const document = populationDocument(rfmTemplate({ ...builtin, zone: 'Europe/Berlin', currency: 'GBP' }))
    expect(names(document.traits)).toEqual(
      ['first_event_age', 'last_event_age', 'order_gap', 'orders', 'recency', 'revenue'].sort(),
    )
    expect(document).toMatchObject({ zone: 'Europe/Berlin', currency: 'GBP', segments: [], stages: [] })
    expect(() => compile(document)).not.toThrow()
  })

  it('takes along the segments that a trait rests on, and those that they rest on', () => {
    const segment = (name: string, when: object) => ({ name, version: 1, title: name, when })
    const worth = { points: [[1, { segment: 'a' }]] }
    const template = {
      ...builtin,
      segments: [
        segment('a', { segment: 'b' }),
        segment('b', { exists: 0 }),
        segment('c', { gt: [worth, quantile('worth', 0.5)] }),
      ],
      traits: [{ name: 'worth', version: 1, title: 'Worth', value: worth }],
    }
    const document = populationDocument(template)
    expect(names(document.segments)).toEqual(['a', 'b'])
    expect(names(document.traits)).toContain('worth')
    expect(() => compile(document)).not.toThrow()
  })
})

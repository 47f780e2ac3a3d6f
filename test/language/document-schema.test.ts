import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { documentJsonSchema } from '../../scripts/generate-schemas'
import { check } from '../../src/language/check'
import { documentSchema } from '../../src/language/document-schema'
import { builtin } from '../../src/lifecycle/builtin'
import { goldenCases } from '../engine/golden-cases'
import { documents } from '../support/arbitraries'
import { mutations } from './mutations'

const isAccepted = (document: unknown) => documentSchema.safeParse(document).success

describe('documentSchema', () => {
  it('accepts the built-in catalogue and every golden document', () => {
    for (const document of [builtin, ...goldenCases.map(([, golden]) => golden.document)])
      expect(documentSchema.safeParse(document)).toMatchObject({ success: true })
  })

  it('accepts every document that check() accepts', () => {
    fc.assert(
      fc.property(documents(), (document) => {
        expect(check(document)).toEqual([])
        expect(documentSchema.safeParse(document)).toMatchObject({ success: true })
      }),
      { numRuns: 50 },
    )
  })

  it('accepts a mutated document wherever check() does, and what it refuses check() refuses', () => {
    const refused = { schema: 0, check: 0 }
    fc.assert(
      fc.property(mutations(), ({ mutated }) => {
        const accepted = isAccepted(mutated)
        const problems = check(mutated)
        if (!accepted) refused.schema++
        if (problems.length > 0) refused.check++
        if (!accepted && problems.length === 0) throw new Error(`only the schema refuses ${JSON.stringify(mutated)}`)
      }),
      { numRuns: 150 },
    )
    // Types of compared metrics, references, zones and names used twice are left to check().
    expect(refused.schema).toBeGreaterThan(30)
    expect(refused.check).toBeGreaterThanOrEqual(refused.schema)
  })

  it('refuses structural mistakes: a key too many, an empty list, a wrong pair, a bad name, path or duration', () => {
    const wrong: unknown[] = [
      { eq: [1, 1], of: [] },
      { eq: [1] },
      { eq: [1, 2, 3] },
      { all: [] },
      { at_least: -1, of: [{ exists: 1 }] },
      { at_least: 0.5, of: [{ exists: 1 }] },
      { exists: { count: { event: [] } } },
      { exists: { count: { event: 'Product Viewed' } } },
      { exists: { count: { event: 'a', within: '30D' } } },
      { exists: { count: { event: 'a', within: '9007199254740993ms' } } },
      { exists: { count: { event: 'a', each: 'line' } } },
      { exists: { count: { event: 'a', once: 'product.price' } } },
      { exists: { count: { event: 'a', where: { total: {} } } } },
      { exists: { count: { event: 'a', where: { total: [] } } } },
      { exists: { count: { event: 'a', where: { total: { gt: '1' } } } } },
      { exists: { count: { event: 'a', where: { 'product.a.b': 1 } } } },
      { exists: { points: [[1, { exists: 1 }, 2]] } },
      { exists: Number.NaN },
    ]
    for (const when of wrong) {
      const document = { ...builtin, segments: [{ name: 'one', version: 1, title: 'One', when }] }
      expect([when, isAccepted(document)]).toEqual([when, false])
      expect(check(document)).not.toEqual([])
    }
  })
})

describe('documentJsonSchema()', () => {
  it('names the parts of the language, and reads as JSON Schema', () => {
    const schema = documentJsonSchema() as { $defs: Record<string, object> }
    const parts = ['Condition', 'Metric', 'Selector', 'Where', 'FieldTests', 'Segment', 'Trait', 'StageSet', 'Duration']
    for (const part of parts) expect(schema.$defs).toHaveProperty(part)
    const read = z.fromJSONSchema(schema as never)
    expect(read.safeParse(builtin).success).toBe(true)
    expect(read.safeParse({ ...builtin, aisle: 2 }).success).toBe(false)
    expect(read.safeParse({ ...builtin, more: 1 }).success).toBe(false)
  })
})

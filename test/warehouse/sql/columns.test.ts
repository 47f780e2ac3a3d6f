import { describe, expect, it } from 'vitest'
import type { AisleDocument, Condition } from '../../../src/language/ast'
import { columnsOf } from '../../../src/warehouse/sql/columns'

const documentOf = (...whens: readonly Condition[]): AisleDocument => ({
  aisle: 1,
  zone: 'UTC',
  currency: 'EUR',
  segments: whens.map((when, i) => ({ name: `s${i}`, version: 1, title: '', when })),
  traits: [],
  stages: [],
})
const where = (fields: Record<string, never>): Condition => ({ gt: [{ count: { event: '*', where: fields } }, 0] })
const columns = (...whens: readonly Condition[]) => Object.fromEntries(columnsOf(documentOf(...whens)))

describe('columnsOf()', () => {
  it('gives each field that the rules read a column of its table', () => {
    expect(
      columns(where({ total: 1, 'context.channel': 'x', 'context.device.type': 'x', 'product.price': 1 } as never)),
    ).toEqual({
      total: { table: 'events', name: 'total', type: 'number' },
      'context.channel': { table: 'events', name: 'context_channel', type: 'text' },
      'context.device.type': { table: 'events', name: 'context_device_type', type: 'text' },
      'product.price': { table: 'lines', name: 'price', type: 'number' },
    })
  })

  it('finds them in traits, in stages, in steps, and what an amount is made of', () => {
    const document: AisleDocument = {
      ...documentOf({
        sequence: [
          { event: 'a', where: { a: 'x' } },
          { event: 'b', once: 'b' },
        ],
      }),
      traits: [
        { name: 't', version: 1, title: '', value: { sum: 'product.amount', of: { event: 'c', each: 'product' } } },
      ],
      stages: [
        {
          name: 'p',
          version: 1,
          stages: [{ name: 'q', when: { exists: { mode: 'd', of: { event: 'd' } } } }],
          otherwise: 'o',
        },
      ],
    }
    expect([...columnsOf(document).keys()]).toEqual(['a', 'b', 'd', 'product.price', 'product.quantity'])
  })

  it('puts props_ before a property that has the name of another column', () => {
    const names = Object.values(columns(where({ name: 'x', context_a: 'x', props_b: 'x', id: 'x' } as never)))
    expect(names.map(({ name }) => name)).toEqual(['props_context_a', 'props_id', 'props_name', 'props_props_b'])
  })

  it('takes a field of the shop for what the rules compare it with, else for text', () => {
    const last = (field: string) => ({ last: field, of: { event: 'a' } })
    const of = columns(
      where({ number: { gt: 3 }, flag: true, list: ['a', 'b'], either: [1, 'a'], there: { exists: true } } as never),
      { gt: [last('late'), 3] },
      { in: [last('code'), [7, 8]] },
      { eq: [{ distinct: 'sizes', of: { event: 'a' } }, 5] },
      { gt: [{ sum: 'weight', of: { event: 'a' } }, 0] },
    )
    expect(Object.fromEntries(Object.entries(of).map(([path, { type }]) => [path, type]))).toEqual({
      number: 'number',
      flag: 'boolean',
      list: 'text',
      either: 'text',
      there: 'text',
      late: 'number',
      code: 'number',
      sizes: 'text',
      weight: 'number',
    })
  })

  it('takes what it is told instead', () => {
    const document = documentOf(where({ 'product.code': 'x', total: 1 } as never))
    const told = columnsOf(document, { 'product.code': { name: 'sku', type: 'mixed' }, total: { name: 'amount' } })
    expect(Object.fromEntries(told)).toEqual({
      'product.code': { table: 'lines', name: 'sku', type: 'mixed' },
      total: { table: 'events', name: 'amount', type: 'number' },
    })
  })

  it('throws where two fields would share a column, whatever their case', () => {
    expect(() => columns(where({ 'context.a.b': 'x', 'context.a_b': 'x' } as never))).toThrow(
      'Cannot write SQL for "context.a_b": its column "context_a_b" is that of "context.a.b", expected another',
    )
    expect(() => columns(where({ level: 1, Level: 2 } as never))).toThrow(/its column "level" is that of "Level"/)
  })
})

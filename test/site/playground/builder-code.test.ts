import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { builderCode } from '../../../site/playground/builder-code'
import * as aisle from '../../../src/index'
import { documents } from '../../support/arbitraries'

const { builtin } = aisle

/** Runs the code with what it imports, and with nothing else. */
function run(code: string): unknown {
  const [, names, body] = /^import { (.*) } from 'aisle'\n\nexport const \w+ = (.*)$/s.exec(code)!
  const imported = names!.split(', ')
  const given = Object.entries(aisle).filter(([name]) => imported.includes(name))
  return runInNewContext(body!, Object.fromEntries(given))
}

describe('builderCode()', () => {
  it('says a segment in TypeScript', () => {
    const { name, version, title } = aisle.cartAbandoner
    const when = aisle.all(
      aisle.count('product_added').within('visit').gte(1),
      aisle.literal(2).lt(aisle.count('order_completed').once('order_id')),
    )
    expect(builderCode(aisle.defineSegment({ name, version, title, when }))).toBe(
      `import { all, count, defineSegment, literal } from 'aisle'

export const segment = defineSegment({
  name: "cart_abandoner", version: 1, title: "Left a cart behind",
  when: all(
    count("product_added").within("visit").gte(1),
    literal(2).lt(count("order_completed").once("order_id")),
  ),
})
`,
    )
  })

  it.each([...builtin.segments, ...builtin.stages].map((each) => [each.name, each] as const))(
    'gives %s again when it is run',
    (_, definition) => {
      expect(run(builderCode(definition))).toEqual(definition)
    },
  )

  it('gives any definition again', () => {
    fc.assert(
      fc.property(documents(), ({ segments, stages }) => {
        for (const each of [...segments, ...stages]) expect(run(builderCode(each))).toEqual(each)
      }),
      { numRuns: 300 },
    )
  })

  it.each([
    { in: ['a', ['a', 'b']] },
    { exists: 1 },
    { gt: [{ sub: [10, { count: { event: 'a' } }] }, 1] },
    { lt: [1, { mul: [2, { count: { event: 'a' } }] }] },
  ] as aisle.Condition[])('leaves as JSON what no builder says: %j', (when) => {
    const definition = { name: 'a', version: 1, title: 'A', when }
    expect(run(builderCode(definition))).toEqual(definition)
  })
})

import { describe, expect, it } from 'vitest'
import { compile } from '../../src/engine/compile'
import { narrate } from '../../src/engine/narrate'
import type { Condition } from '../../src/language/ast'
import { builtin } from '../../src/lifecycle/builtin'
import { bought, DAY, documentOf, event, HOUR, MINUTE, NOW, seen, seenInAWeek } from './shopper-events'

const mixed: Condition = {
  all: [
    seenInAWeek,
    { not: { segment: 'buyer' } },
    { any: [{ gt: [{ mean: 'total', of: { event: 'bought' } }, 5] }, { eq: [{ last: 'level', of: seen }, 'gold'] }] },
    { at_least: 1, of: [{ lt: [{ age: 'last', of: seen }, '1h'] }, { gte: [{ gap: 'mean', of: seen }, '90m'] }] },
    { sequence: [seen, seen], within: '1d' },
    { exists: { ratio: [{ count: seen }, { count: { event: '*' } }] } },
    { in: [{ last: 'level', of: seen }, ['gold', 'silver']] },
  ],
}
const set = {
  name: 'journey',
  version: 1,
  stages: [
    { name: 'customer', when: bought },
    { name: 'visitor', when: seenInAWeek },
  ],
  otherwise: 'stranger',
}

describe('narrate()', () => {
  const document = documentOf({ mixed, buyer: bought }, {}, [set])
  const shopper = compile(document).shopper()
  const level = { props: { level: 'gold' } }
  for (let i = 0; i < 5; i++) shopper.add(event('seen', NOW - HOUR - i * 10 * MINUTE, { id: `e${i}`, ...level }))

  it('says what held, with which numbers and events, by how much, and until when', async () => {
    const told = ['mixed', 'buyer', 'journey'].map((name) =>
      narrate(shopper.explain(name, NOW)!, { document }).join('\n'),
    )
    await expect(`${told.join('\n\n')}\n`).toMatchFileSnapshot('narrated.txt')
  })

  it('says it of the catalogue: a cart that was left', async () => {
    const left = compile(builtin).shopper()
    left.add(event('product_viewed', NOW - 2 * DAY, { products: [{ product_id: 'p1', price: 20 }] }))
    left.add(event('product_added', NOW - 29 * MINUTE, { products: [{ product_id: 'p1', price: 20 }] }))
    const names = ['cart_abandoner', 'late_decider', 'visit_intent', 'purchase_journey']
    const told = names.map((name) => narrate(left.explain(name, NOW)!, { document: builtin }).join('\n'))
    await expect(`${told.join('\n\n')}\n`).toMatchFileSnapshot('narrated-catalogue.txt')
  })

  it('says instants and names events as it is told to', () => {
    const told = narrate(shopper.explain('journey', NOW)!, {
      events: 1,
      instant: (ms) => `${(ms - NOW) / HOUR} h from now`,
    })
    expect(told).toEqual([
      'journey: visitor',
      '  If nothing more happens, this holds until 167 h from now; from then on the stage is stranger.',
      // Without the document, the stages that were not reached have no names.
      '  not another stage, missing:',
      '    [no] the number of “bought” events is 0; needed: at least 1 (1 short)',
      '  visitor, because:',
      '    [yes] the number of “seen” events in the last 7 days is 5 (events e0 and 4 more); needed: at least 1 (4 over)',
    ])
  })

  it('says by how much on both sides of each limit', () => {
    const five = { count: seen }
    const gapOf = (when: Condition) => {
      const one = compile(documentOf({ one: when })).shopper(shopper.snapshot())
      for (let i = 0; i < 5; i++) one.add(event('seen', NOW - HOUR - i * 10 * MINUTE, { id: `e${i}` }))
      return /\[(\w+)\].*needed: (.*)$/
        .exec(narrate(one.explain('one', NOW)!).at(-1)!)!
        .slice(1)
        .join(': ')
    }
    const cases: [Condition, string][] = [
      [{ gte: [five, 6] }, 'no: at least 6 (1 short)'],
      [{ gte: [five, 5] }, 'yes: at least 5 (just enough)'],
      [{ gt: [five, 5] }, 'no: more than 5 (equal, which is not enough)'],
      [{ gt: [five, 4] }, 'yes: more than 4 (1 over)'],
      [{ lte: [five, 4] }, 'no: at most 4 (1 over the limit)'],
      [{ lte: [five, 5] }, 'yes: at most 5 (exactly at the limit)'],
      [{ lt: [five, 5] }, 'no: less than 5 (exactly at the limit)'],
      [{ lt: [five, 7] }, 'yes: less than 7 (2 below the limit)'],
      [{ eq: [five, 5] }, 'yes: 5'],
      [{ eq: [five, 4] }, 'no: 4 (1 too many)'],
      [{ eq: [five, 7] }, 'no: 7 (2 short)'],
      [{ ne: [five, 5] }, 'no: not 5'],
      [{ lte: [6, five] }, 'no: at least 6 (1 short)'],
      [{ gt: [7, five] }, 'yes: less than 7 (2 below the limit)'],
      [{ gt: ['2h', { age: 'last', of: seen }] }, 'yes: less than 2 hours (1 hour below the limit)'],
      [{ gt: [five, { count: { event: '*' } }] }, 'no: the first more than the second (equal, which is not enough)'],
      [{ in: [five, [4, 5]] }, 'yes: 4 or 5'],
      [{ exists: five }, 'yes: any value'],
    ]
    expect(cases.map(([when]) => gapOf(when))).toEqual(cases.map(([, told]) => told))
  })

  it('tells what each part of points was worth, as far as it is known', () => {
    const when: Condition = {
      gte: [
        {
          points: [
            [2, seenInAWeek],
            [1, bought],
          ],
        },
        3,
      ],
    }
    const one = compile(documentOf({ one: when, seen_in_a_week: seenInAWeek, bought })).shopper()
    one.add(event('seen', NOW - HOUR, { id: 'e' }))
    const points = (part: Condition) =>
      JSON.stringify(part) === JSON.stringify(bought) ? one.explain('bought', NOW)!.because[0] : undefined
    expect(narrate(one.explain('one', NOW)!, { points }).slice(2)).toEqual([
      '  [no] the points come to 2; needed: at least 3 (1 short)',
      '    2 points where the number of “seen” events in the last 7 days is at least 1',
      '    1 point: [no] the number of “bought” events is 0; needed: at least 1 (1 short)',
    ])
  })
})

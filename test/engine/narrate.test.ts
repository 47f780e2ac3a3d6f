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
  const shopper = compile(documentOf({ mixed, buyer: bought }, {}, [set])).shopper()
  const level = { props: { level: 'gold' } }
  for (let i = 0; i < 5; i++) shopper.add(event('seen', NOW - HOUR - i * 10 * MINUTE, { id: `e${i}`, ...level }))

  it('says what held, with which numbers and events, by how much, and until when', async () => {
    const told = ['mixed', 'buyer', 'journey'].map((name) => narrate(shopper.explain(name, NOW)!).join('\n'))
    await expect(`${told.join('\n\n')}\n`).toMatchFileSnapshot('narrated.txt')
  })

  it('says it of the catalogue: a cart that was left', async () => {
    const left = compile(builtin).shopper()
    left.add(event('product_viewed', NOW - 2 * DAY, { products: [{ product_id: 'p1', price: 20 }] }))
    left.add(event('product_added', NOW - 29 * MINUTE, { products: [{ product_id: 'p1', price: 20 }] }))
    const names = ['cart_abandoner', 'late_decider', 'visit_intent', 'purchase_journey']
    const told = names.map((name) => narrate(left.explain(name, NOW)!).join('\n'))
    await expect(`${told.join('\n\n')}\n`).toMatchFileSnapshot('narrated-catalogue.txt')
  })

  it('says instants and names events as it is told to', () => {
    const [, line] = narrate(shopper.explain('journey', NOW)!, { events: 1 }).slice(1)
    expect(line).toContain('event')
    expect(line).toContain('e0 and 4 more')
    const until = narrate(shopper.explain('journey', NOW)!, { instant: (ms) => `${(ms - NOW) / HOUR} h from now` }).at(
      -1,
    )
    expect(until).toContain('167 h from now')
    expect(until).toContain('stranger')
  })
})

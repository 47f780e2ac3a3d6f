import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { cli, file } from './support/cli'

const log = '../shared/data/google-store/events-2016-08.ndjson.gz'

const count = (selector: object) => ({ count: { event: 'order_completed', ...selector } })
const document = {
  aisle: 1,
  zone: 'UTC',
  currency: 'USD',
  segments: [{ name: 'bought', version: 1, title: 'Bought', when: { gte: [count({ once: 'order_id' }), 1] } }],
  traits: [
    { name: 'events', version: 1, title: 'Events', value: { count: { event: '*' } } },
    { name: 'confirmations', version: 1, title: 'Confirmations', value: count({}) },
    { name: 'orders', version: 1, title: 'Orders', value: count({ once: 'order_id' }) },
  ],
  stages: [],
}

describe("aisle decide on a real shop's month", () => {
  if (!existsSync(log)) it.skip(`decides every shopper (SKIPPED: ${log} is not there)`)
  else
    it('decides every shopper, and counts an order once however often its confirmation was opened', async () => {
      const definitions = file('document.json', JSON.stringify(document))
      const { code, stderr, rows } = await cli(['decide', log, '--definitions', definitions, '--json'])
      // Counted from the file by hand: data/README.md.
      expect(JSON.parse(stderr)).toMatchObject({
        rows: 445_214,
        events: 445_214,
        repaired: 0,
        repeated: 0,
        rejected: 0,
        shoppers: 61_698,
        problems: [],
      })
      const all = rows()
      const sum = (trait: string) => all.reduce((total, { traits }) => total + traits[trait], 0)
      expect([all.length, sum('events'), sum('confirmations'), sum('orders')]).toEqual([61_698, 445_214, 2522, 1145])
      const byId = new Set(all.map(({ shopper_id }) => shopper_id))
      expect(byId.size).toBe(61_698)
      expect(all.filter(({ segments }) => segments.bought === 'in')).toHaveLength(1046)
      expect(code).toBe(0)
    })
})

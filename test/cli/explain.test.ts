import { describe, expect, it } from 'vitest'
import { wrapLine } from '../../src/cli/explain/wrap-line'
import { cli, event, file, ndjson, T0 } from './support/cli'

const HOUR = 3_600_000
const document = {
  aisle: 1,
  zone: 'UTC',
  currency: 'EUR',
  segments: [
    {
      name: 'left_a_cart',
      version: 1,
      title: 'Left a cart behind',
      when: {
        all: [
          { gte: [{ count: { event: 'product_added', within: '1d' } }, 1] },
          { gte: [{ age: 'last', of: { event: 'product_added' } }, '30m'] },
        ],
      },
    },
    { name: 'buyer', version: 1, title: 'Bought', when: { gte: [{ count: { event: 'order_completed' } }, 1] } },
    {
      name: 'keen',
      version: 1,
      title: 'Keen',
      when: {
        gte: [
          {
            points: [
              [2, { gte: [{ count: { event: 'product_added' } }, 1] }],
              [1, { gte: [{ sum: 'total', of: { event: 'order_completed' } }, 100] }],
            ],
          },
          3,
        ],
      },
    },
  ],
  traits: [
    {
      name: 'favourite',
      version: 1,
      title: 'Favourite',
      value: { mode: 'product.product_id', of: { event: 'product_added', each: 'product' } },
    },
    { name: 'quiet_for', version: 1, title: 'Quiet for', value: { age: 'last', of: { event: '*' } } },
    { name: 'mean_order', version: 1, title: 'Mean order', value: { mean: 'total', of: { event: 'order_completed' } } },
  ],
  stages: [
    {
      name: 'journey',
      version: 1,
      stages: [
        { name: 'customer', when: { gte: [{ count: { event: 'order_completed' } }, 1] } },
        { name: 'cart', when: { gte: [{ count: { event: 'product_added', within: '1d' } }, 1] } },
      ],
      otherwise: 'visitor',
    },
  ],
}
const line = { product_id: 'SKU-1', name: 'Tea pot', price: 20 }
const added = (id: string, time: number) => event({ id, time, name: 'product_added', products: [line] })
const log = [
  added('b', T0 + HOUR),
  event({ id: 'a', time: T0 }),
  event({ id: 'z', shopper_id: 'other', time: T0 + 3 * HOUR }),
]

async function explain(...options: string[]) {
  const definitions = file('document.json', JSON.stringify(document))
  const place = file('log.ndjson', ndjson(...log))
  return cli(['explain', place, '--shopper', 's', '--definitions', definitions, ...options])
}

describe('aisle explain', () => {
  it('says what held, with which numbers and events, by how much, and until when', async () => {
    const { code, stdout, stderr } = await explain()
    expect(stderr).toBe('')
    expect(stdout.split('\n')).toEqual([
      'Shopper s on 2026-05-01 03:00:00 UTC, by 2 events from 2026-05-01 00:00:00 UTC to 2026-05-01 01:00:00 UTC',
      '  In: left_a_cart',
      '  Stages: journey cart',
      '  Not in: buyer, keen',
      '',
      'left_a_cart (Left a cart behind): IN',
      '  If nothing more happens, this holds until 2026-05-02 01:00:00 UTC; from then on the shopper is out.',
      '  [yes] all of:',
      '    [yes] the number of “product added” events in the last day is 1 (event #1); needed: at least 1 (just enough)',
      '    [yes] the time since the last “product added” event is 2 hours (event #1); needed: at least 30 minutes (1 hour 30 minutes over)',
      '    #1 “product added” on 2026-05-01 01:00:00 UTC: Tea pot (id b)',
      '',
      'journey: cart',
      '  If nothing more happens, this holds until 2026-05-02 01:00:00 UTC; from then on the stage is visitor.',
      '  not customer, missing:',
      '    [no] the number of “order completed” events is 0; needed: at least 1 (1 short)',
      '  cart, because:',
      '    [yes] the number of “product added” events in the last day is 1 (event #1); needed: at least 1 (just enough)',
      '    #1 “product added” on 2026-05-01 01:00:00 UTC: Tea pot (id b)',
      '',
      'buyer (Bought): OUT',
      '  If nothing more happens, this stays so.',
      '  [no] the number of “order completed” events is 0; needed: at least 1 (1 short)',
      '',
      'keen (Keen): OUT',
      '  If nothing more happens, this stays so.',
      '  [no] the points come to 2; needed: at least 3 (1 short)',
      '    2 points: [yes] the number of “product added” events is 1 (event #1); needed: at least 1 (just enough)',
      '    1 point: [no] the sum of total over “order completed” events is 0; needed: at least 100 (100 short)',
      '    #1 “product added” on 2026-05-01 01:00:00 UTC: Tea pot (id b)',
      '',
      'favourite (Favourite): "SKU-1" (by #1)',
      "  A shopper's favourite is the most frequent product id of product lines of “product added” events.",
      '    #1 “product added” on 2026-05-01 01:00:00 UTC: Tea pot (id b)',
      '',
      'quiet_for (Quiet for): 2 hours (by #1)',
      "  A shopper's quiet_for is the time since the last event.",
      '    #1 “product added” on 2026-05-01 01:00:00 UTC: Tea pot (id b)',
      '',
      'mean_order (Mean order): there is none',
      "  A shopper's mean_order is the mean total of “order completed” events.",
      '',
    ])
    expect([code, stderr]).toEqual([0, ''])
  })

  it('says it of one segment, stage set or trait', async () => {
    for (const name of ['buyer', 'journey', 'favourite']) {
      const [, , first] = (await explain('--segment', name)).stdout.split('\n')
      expect(first).toContain(`${name}`)
    }
    const { code, stderr } = await explain('--segment', 'byer')
    expect(stderr).toBe(
      'Cannot explain "byer": no such segment, expected one of left_a_cart, buyer, keen, journey, favourite, quiet_for, mean_order\n',
    )
    expect(code).toBe(2)
    // What points are given for is asked as segments are, and is none.
    expect((await explain('--segment', 'points_part_0')).code).toBe(2)
  })

  it('answers at a given instant, also before anything happened, and foresees what the log says', async () => {
    const early = (await explain('--segment', 'left_a_cart', '--now', String(T0 - 1))).stdout.split('\n')
    expect(early[0]).toBe('Shopper s on 2026-04-30 23:59:59 UTC, by no event yet')
    expect(early[2]).toBe('left_a_cart (Left a cart behind): OUT')
    const later = (await explain('--segment', 'left_a_cart', '--now', String(T0))).stdout.split('\n')
    expect(later[0]).toContain('by 1 event on 2026-05-01 00:00:00 UTC')
    expect(later[3]).toContain('this holds until 2026-05-01 01:30:00 UTC; from then on the shopper is in.')
  })

  it('says where a shopper has no event', async () => {
    const place = file('log.ndjson', ndjson(...log))
    const { code, stdout, stderr } = await cli(['explain', place, '--shopper', 'nobody'])
    expect(stderr).toBe('Cannot explain shopper "nobody": none of the 3 events is theirs\n')
    expect([code, stdout]).toEqual([1, ''])
  })

  it('explains by the rows that are good, and tells the others', async () => {
    const place = file('log.ndjson', ndjson(...log, 'broken'))
    const { code, stdout, stderr } = await cli(['explain', place, '--shopper', 's', '--segment', 'cart_abandoner'])
    expect(stdout).toContain('cart_abandoner (Left a cart behind): IN')
    expect(stderr).toContain(`${place}:4: found "broken"`)
    expect(stderr).toContain('4 rows read, 3 events kept (0 repaired), 1 row rejected')
    expect(code).toBe(1)
  })

  it('gives the evidence for programs', async () => {
    const { stdout, stderr } = await explain('--json')
    const told = JSON.parse(stdout)
    expect(told).toMatchObject({ shopper_id: 's', now: T0 + 3 * HOUR })
    expect(told.explanations.map(({ name }: { name: string }) => name)).toEqual([
      'left_a_cart',
      'buyer',
      'keen',
      'journey',
    ])
    expect(told.explanations[0]).toMatchObject({
      outcome: 'in',
      because: [{ of: [{ outcome: 'in', margin: 0, sides: [{ value: 1, events: ['b'] }, { value: 1 }] }, {}] }],
      changes_at: { at: T0 + 25 * HOUR, to: 'out' },
    })
    expect(told.traits.favourite).toMatchObject({ value: 'SKU-1', events: ['b'] })
    expect(JSON.parse(stderr)).toMatchObject({ rows: 3, shoppers: 1, warnings: [] })
  })
})

describe('wrapLine()', () => {
  it('keeps lines within a width, the others under the first one’s text', () => {
    expect(wrapLine('  [yes] one two', 10)).toEqual(['  [yes] one', '        two'])
    expect(wrapLine('  #1 one two', 9)).toEqual(['  #1 one', '     two'])
    expect(wrapLine('one two', 7)).toEqual(['one two'])
    expect(wrapLine('one two', 6)).toEqual(['one', 'two'])
  })
})

import { describe, expect, it } from 'vitest'
import { limitTo } from '../../src/language/limit-to'
import { builtin } from '../../src/lifecycle/builtin'
import { cli, event, file, ndjson, T0 } from './support/cli'

const HOUR = 3_600_000
const MAP = ['--map', 'examples/maps/online-retail-ii.json']
const SHOP = 'examples/data/online-retail-ii-slice.csv.gz'

/** A shop that sends no contacts, returns or deliveries: a visit of ada's and one, with an order, of bob's. */
const log = ndjson(
  event({ name: 'product_viewed', shopper_id: 'ada', time: T0 }),
  event({ name: 'product_viewed', shopper_id: 'bob', time: T0 }),
  event({ name: 'order_completed', shopper_id: 'bob', time: T0 + HOUR, props: { order_id: 'o1', total: 10 } }),
)

describe('aisle decide --limit-to-log', () => {
  it('answers unknown, and gives no trait, where the log has none of the events; else as without', async () => {
    const place = file('log.ndjson', log)
    const [ada, bob] = (await cli(['decide', place])).rows()
    const limited = await cli(['decide', place, '--limit-to-log'])
    const [ada_limited, bob_limited] = limited.rows()
    expect(ada.segments.serial_returner).toBe('out')
    expect(ada_limited.segments.serial_returner).toBe('unknown')
    expect(ada.traits.unsubscribed).toBe(0)
    expect(ada_limited.traits.unsubscribed).toBeNull()
    expect([bob.segments.one_time_buyer, bob_limited.segments.one_time_buyer]).toEqual(['in', 'in'])
    expect(limited.stderr).toMatch(
      /^--limit-to-log: found none of .*\breturn_requested\b.*; what needs them is unknown\n/,
    )
    expect(limited.stderr).not.toMatch(/found none of .*product_viewed.*;/)
    expect(limited.code).toBe(0)
  })

  it("counts an event of any shopper as the log's, and one after the instant that is asked for too", async () => {
    const later = ndjson(event({ name: 'return_requested', shopper_id: 'cleo', time: T0 + 2 * HOUR }))
    const place = file('log.ndjson', log + later)
    const [ada] = (await cli(['decide', place, '--limit-to-log', '--now', String(T0 + HOUR)])).rows()
    expect(ada.segments.serial_returner).toBe('out')
  })

  it('says nothing where the log has all that is asked for', async () => {
    const document = {
      ...builtin,
      segments: [],
      stages: [],
      traits: builtin.traits.filter(({ name }) => name === 'orders'),
    }
    const place = file('log.ndjson', log)
    const { stderr } = await cli([
      'decide',
      place,
      '--definitions',
      file('d.json', JSON.stringify(document)),
      '--limit-to-log',
    ])
    expect(stderr).toMatch(/^3 rows read/)
  })

  it('answers, at once and in time to come, as definitions that were limited before the log was read', async () => {
    const { events } = JSON.parse((await cli(['check', '--against', SHOP, ...MAP, '--json'])).stdout)
    const document = file('limited.json', JSON.stringify(limitTo(builtin, Object.keys(events))))
    const asked = [SHOP, ...MAP, '--changes', '--now', '2011-06-01T00:00:00Z']
    const limited = await cli(['decide', ...asked, '--limit-to-log'])
    expect(limited.stdout).toBe((await cli(['decide', ...asked, '--definitions', document])).stdout)
    expect(limited.rows().length).toBe(221)
  })
})

describe('aisle explain --limit-to-log', () => {
  it('says which events the log lacks, and that what needs them cannot be told', async () => {
    const place = file('log.ndjson', log)
    const ask = (...argv: string[]) => cli(['explain', place, '--shopper', 'ada', ...argv])
    const { stdout, code } = await ask('--segment', 'serial_returner', '--limit-to-log')
    expect(stdout).toMatch(/\nserial_returner \(.*\): unknown\n {2}The log has no return_requested, order_refunded\.\n/)
    expect(stdout).toMatch(/\[unknown\] what is never sent.* cannot be told: there is none/)
    expect(code).toBe(0)
    expect((await ask('--segment', 'one_time_buyer', '--limit-to-log')).stdout).not.toContain('The log has no')
    expect((await ask('--segment', 'unsubscribed', '--limit-to-log')).stdout).toContain(
      '  The log has no message_unsubscribed.\n',
    )
    expect((await ask('--segment', 'serial_returner')).stdout).toMatch(/\nserial_returner \(.*\): OUT\n/)
  })

  it('gives the limited answers, and what was limited, as JSON', async () => {
    const place = file('log.ndjson', log)
    const argv = ['explain', place, '--shopper', 'ada', '--segment', 'serial_returner', '--limit-to-log', '--json']
    const { stdout, stderr } = await cli(argv)
    expect(JSON.parse(stdout).explanations[0]).toMatchObject({ name: 'serial_returner', outcome: 'unknown' })
    expect(JSON.parse(stderr).warnings).toEqual([
      '--limit-to-log: found none of return_requested, order_refunded; what needs them is unknown',
    ])
  })

  it('tells what points are given for as the limited definitions have it', async () => {
    const when = { gte: [{ points: [[1, { gte: [{ count: { event: 'order_completed' } }, 1] }]] }, 1] }
    const document = {
      aisle: 1,
      zone: 'UTC',
      currency: 'EUR',
      segments: [{ name: 'scored', version: 1, title: 'S', when }],
    }
    const definitions = file('d.json', JSON.stringify({ ...document, traits: [], stages: [] }))
    const place = file('log.ndjson', log)
    const argv = ['explain', place, '--shopper', 'bob', '--definitions', definitions, '--limit-to-log']
    const { stdout } = await cli(argv)
    expect(stdout).toMatch(/scored \(S\): IN\n(.*\n)*.*order completed/)
  })
})

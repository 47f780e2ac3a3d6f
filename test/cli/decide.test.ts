import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { cli, countingFile, event, file, ndjson, parseRows, T0 } from './support/cli'

describe('aisle decide', () => {
  it('writes exactly one row a shopper, by shopper_id', async () => {
    const log = file(
      'log.ndjson',
      ndjson(event({ shopper_id: 'b' }), event({ shopper_id: 'a' }), event({ shopper_id: 'b' })),
    )
    const { code, stdout, stderr } = await cli(['decide', log, '--definitions', countingFile()])
    const traits = (events: number) => ({ events, visits: events, spent: 0, lines: 0, last: 0 })
    expect(parseRows(stdout)).toStrictEqual([
      { shopper_id: 'a', now: T0, segments: { buyer: 'out' }, traits: traits(1), stages: {} },
      { shopper_id: 'b', now: T0, segments: { buyer: 'out' }, traits: traits(2), stages: {} },
    ])
    expect(stderr).toBe(
      '3 rows read, 3 events kept (0 repaired), 0 rows rejected, 2 shoppers, at 2026-05-01T00:00:00.000Z\n',
    )
    expect(code).toBe(0)
  })

  it('says with --changes when each segment changes', async () => {
    const log = file('log.ndjson', ndjson(event({ name: 'product_added' })))
    const { rows } = await cli(['decide', log, '--changes', '--now', String(T0 + 60_000)])
    expect(rows()[0].changes_at.cart_abandoner).toEqual({ at: T0 + 1_800_000, to: 'in' })
    expect(rows()[0].changes_at.one_time_buyer).toBeNull()
  })

  it('answers at a given instant, and foresees what the log says happens after it', async () => {
    const order = event({ name: 'order_completed', time: T0 + 5000 })
    const log = file('log.ndjson', ndjson(order, event()))
    const definitions = ['--definitions', countingFile()]
    const iso = new Date(T0 + 1000).toISOString()
    const plain = await cli(['decide', log, '--now', iso, ...definitions])
    expect(plain.rows()[0]).toMatchObject({
      now: T0 + 1000,
      traits: { events: 1, last: 1000 },
      segments: { buyer: 'out' },
    })
    const changes = await cli(['decide', log, '--now', iso, '--changes', ...definitions])
    expect(changes.rows()[0].changes_at).toEqual({ buyer: { at: T0 + 5000, to: 'in' } })
    expect(changes.rows()[0].traits).toEqual(plain.rows()[0].traits)
  })

  it('decides a shopper all of whose events are later', async () => {
    const log = file('log.ndjson', ndjson(event({ time: T0 + 5000 })))
    const { rows } = await cli(['decide', log, '--now', String(T0), '--definitions', countingFile()])
    expect(rows()).toMatchObject([{ shopper_id: 's', traits: { events: 0 } }])
  })

  it('gives the same for any order of files, events and shoppers', async () => {
    const log = Array.from({ length: 60 }, (_, i) =>
      event({
        id: `x${i}`,
        shopper_id: `s${i % 7}`,
        session_id: i % 7 < 3 ? '' : `v${i % 2}`,
        time: T0 + ((i * 7919) % 100) * 600_000,
        name: i % 5 ? 'product_viewed' : 'product_added',
      }),
    )
    const first = await cli(['decide', file('a.ndjson', ndjson(...log)), '--changes'])
    const backwards = [...log].reverse()
    const files = [
      file('a.jsonl.gz', ndjson(...backwards.slice(20))),
      file('b.json', ndjson(...backwards.slice(0, 20))),
    ]
    const second = await cli(['decide', ...files, '--changes'])
    expect(first.rows()).toHaveLength(7)
    expect(second.stdout).toBe(first.stdout)
  })

  it('counts an event once that comes twice', async () => {
    const one = event({ name: 'order_completed', props: { total: 5 } })
    const { rows } = await cli(['decide', file('log.ndjson', ndjson(one, one)), '--definitions', countingFile()])
    expect(rows()[0].traits).toMatchObject({ events: 1, spent: 5 })
  })

  it('reads standard input, plain or packed, and tells the format by its first bytes', async () => {
    const definitions = ['--definitions', countingFile()]
    const lines = ndjson(event(), event())
    expect((await cli(['decide', '-', ...definitions], lines)).rows()[0].traits.events).toBe(2)
    const packed = readFileSync(file('x.gz', lines))
    expect((await cli(['decide', '-', ...definitions], packed)).rows()[0].traits.events).toBe(2)
    const csv = `id,name,time,shopper_id,session_id\n1,page_viewed,${T0},s,v\n`
    expect((await cli(['decide', '-', ...definitions], csv)).rows()[0].traits.events).toBe(1)
    expect((await cli(['decide', '-', '--format', 'csv', ...definitions], csv)).rows()).toHaveLength(1)
  })

  it('unpacks by content, whatever the name', async () => {
    const packed = readFileSync(file('x.gz', ndjson(event())))
    expect((await cli(['decide', file('log.ndjson', packed)])).rows()).toHaveLength(1)
    expect((await cli(['decide', file('log.ndjson.gz', Buffer.from(ndjson(event())))])).rows()).toHaveLength(1)
    const twice = Buffer.concat([packed, readFileSync(file('x.gz', ndjson(event({ shopper_id: 'other' }))))])
    expect((await cli(['decide', file('log', twice)])).rows()).toHaveLength(2)
  })

  it('sorts ids by their bytes, as every engine does', async () => {
    const ids = ['\u{1F6D2}', '\uff5e', 'b', 'B', 'é']
    const { rows } = await cli([
      'decide',
      file('log.ndjson', ndjson(...ids.map((shopper_id) => event({ shopper_id })))),
    ])
    expect(rows().map(({ shopper_id }) => shopper_id)).toEqual(['B', 'b', 'é', '\uff5e', '\u{1F6D2}'])
  })

  it('gives machine-readable counts with --json', async () => {
    const log = file('log.ndjson', ndjson(event(), 'broken', event({ props: { total: '5' } })))
    const { code, stderr } = await cli(['decide', log, '--json'])
    expect(code).toBe(1)
    expect(JSON.parse(stderr)).toMatchObject({
      rows: 3,
      events: 2,
      repaired: 1,
      rejected: 1,
      failures: 0,
      shoppers: 1,
      now: T0,
      problems: [
        { file: log, line: 2, fate: 'rejected', code: 'not_json' },
        { file: log, line: 3, fate: 'repaired', code: 'wrong_type', path: 'props.total' },
      ],
    })
  })
})

describe('aisle decide, visits and shoppers', () => {
  const decide = async (log: unknown[], ...options: string[]) =>
    (await cli(['decide', '-', '--definitions', countingFile(), ...options], ndjson(...log))).rows()
  const M = 60_000

  it('derives visits where a log has none, in any order', async () => {
    const times = [90, 0, 10, 95].map((minute) => T0 + minute * M)
    const log = times.map((time) => event({ time, session_id: undefined }))
    expect((await decide(log))[0].traits).toMatchObject({ events: 4, visits: 2 })
    expect((await decide(log.reverse()))[0].traits).toMatchObject({ events: 4, visits: 2 })
  })

  it('puts an event without a visit into the visit that it happened in, whichever came first', async () => {
    const log = [0, 5, 10].map((minute) => event({ time: T0 + minute * M, session_id: 'web' }))
    const server = event({ time: T0 + 7 * M, session_id: undefined, name: 'order_completed' })
    for (const order of [
      [...log, server],
      [server, ...log],
      [log[2], server, log[0], log[1]],
    ])
      expect((await decide(order))[0].traits).toMatchObject({ events: 4, visits: 4 })
  })

  it.each([
    ['as a tracker sends it', undefined],
    ['as a collector writes it, with a shopper of its own', 'v1'],
  ])('takes a visitor for the user that it identified as, also before it did, %s', async (_, shopper_id) => {
    const anonymous = { shopper_id, visitor_id: 'v1' }
    const log = [
      event({ ...anonymous, time: T0 }),
      event({ ...anonymous, time: T0 + M, user_id: 'ada', shopper_id: shopper_id && 'ada' }),
      event({ ...anonymous, time: T0 + 2 * M }),
      event({ shopper_id: shopper_id && 'v2', visitor_id: 'v2', time: T0 }),
    ]
    for (const order of [log, [...log].reverse()])
      expect((await decide(order)).map(({ shopper_id, traits }) => [shopper_id, traits.events])).toEqual([
        ['ada', 3],
        ['v2', 1],
      ])
  })

  it('parts two users of one visitor id by time', async () => {
    const by = (minute: number, user_id?: string, session_id?: string) =>
      event({ shopper_id: undefined, visitor_id: 'v', time: T0 + minute * M, user_id, session_id })
    for (const session of ['web', undefined]) {
      const log = [
        by(0, undefined, session),
        by(1, 'ada', session),
        by(2, undefined, session),
        by(3, 'bob', session),
        by(4, undefined, session),
      ]
      for (const order of [log, [...log].reverse()])
        expect((await decide(order)).map(({ shopper_id, traits }) => [shopper_id, traits.events])).toEqual([
          ['ada', 3],
          ['bob', 2],
        ])
    }
  })

  it('keeps the event of a user whose shopper was written as the visitor, where visits are missing', async () => {
    const log = [
      event({ shopper_id: 'v', session_id: 'web', time: T0 }),
      event({ shopper_id: 'v', visitor_id: 'v', user_id: 'ada', session_id: undefined, time: T0 + M }),
    ]
    for (const order of [log, [...log].reverse()])
      expect((await decide(order)).map(({ shopper_id, traits }) => [shopper_id, traits.events])).toEqual([['v', 2]])
  })

  it('joins events that name their shopper with those of the same person that do not', async () => {
    const log = [
      event({ shopper_id: 'ada', session_id: 'web', time: T0 }),
      event({ shopper_id: undefined, visitor_id: 'v', user_id: 'ada', session_id: 'web', time: T0 + M }),
      event({ shopper_id: undefined, visitor_id: 'v', session_id: undefined, time: T0 + 2 * M }),
    ]
    for (const order of [log, [...log].reverse()])
      expect(await decide(order)).toMatchObject([{ shopper_id: 'ada', traits: { events: 3 } }])
  })

  it('keeps shoppers apart whose ids are names of objects', async () => {
    const rows = await decide(['__proto__', 'constructor', 'toString'].map((shopper_id) => event({ shopper_id })))
    expect(rows.map(({ shopper_id }) => shopper_id)).toEqual(['__proto__', 'constructor', 'toString'])
  })
})

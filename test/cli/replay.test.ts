import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { cli, countingFile, event, file, ndjson, parseRows, T0, temporaryFolder } from './support/cli'

const HALF_HOUR = 1_800_000
const added = event({ id: 'added', name: 'product_added' })
const later = event({ id: 'later', time: T0 + 3 * HALF_HOUR })
const ordered = event({ id: 'ordered', name: 'order_completed', time: T0 + 5 * HALF_HOUR })

describe('aisle replay', () => {
  it('writes every entry and exit with its instant, its cause and the event', async () => {
    const log = file('log.ndjson', ndjson(ordered, later, added))
    const { code, rows, stderr } = await cli(['replay', log, '--segment', 'cart_abandoner'])
    const common = { shopper_id: 's', kind: 'segment', name: 'cart_abandoner' }
    expect(rows()).toEqual([
      { ...common, from: 'out', to: 'in', at: T0 + HALF_HOUR, cause: 'time', event_id: null },
      { ...common, from: 'in', to: 'out', at: T0 + 5 * HALF_HOUR, cause: 'event', event_id: 'ordered' },
    ])
    expect(stderr).toMatch(/^3 rows read, 3 events kept.*, 1 shoppers?, at 2026-05-01T02:30:00.000Z$/m)
    expect(code).toBe(0)
  })

  it('lives up to --now, to the latest event of any shopper by default', async () => {
    const log = file('log.ndjson', ndjson(added, ordered, event({ shopper_id: 't', time: T0 + 900 * HALF_HOUR })))
    const to = async (...options: string[]) =>
      (await cli(['replay', log, '--segment', 'cart_abandoner', '--segment', 'one_time_buyer', ...options])).rows()
    expect((await to('--now', String(T0 + HALF_HOUR - 1))).map((row) => row.to)).toEqual([])
    expect((await to('--now', String(T0 + HALF_HOUR))).map((row) => row.to)).toEqual(['in'])
    expect((await to()).map((row) => row.name).sort()).toEqual(['cart_abandoner', 'cart_abandoner', 'one_time_buyer'])
  })

  it('tells all of the definitions, shoppers by their ids, each in the order of time', async () => {
    const log = file(
      'log.ndjson',
      ndjson(...['b', 'a'].map((shopper_id) => event({ ...ordered, id: shopper_id, shopper_id }))),
    )
    const { rows } = await cli(['replay', log, '--definitions', countingFile()])
    expect(rows().map(({ shopper_id, name, from, to }) => [shopper_id, name, from, to])).toEqual([
      ['a', 'buyer', null, 'in'],
      ['b', 'buyer', null, 'in'],
    ])
  })

  it('tells of one shopper alone with --shopper, and says so where there is none', async () => {
    const log = file('log.ndjson', ndjson(ordered, event({ shopper_id: 't' })))
    const { rows } = await cli(['replay', log, '--shopper', 't'])
    expect(new Set(rows().map(({ shopper_id }) => shopper_id))).toEqual(new Set(['t']))
    const { code, stderr } = await cli(['replay', log, '--shopper', 'nobody'])
    expect(stderr).toBe('Cannot replay shopper "nobody": none of the 2 events is theirs\n')
    expect(code).toBe(1)
  })

  it('derives visits and joins visitors to users, as deciding does', async () => {
    const visits = [0, 1, 32].map((minutes, i) => ({
      ...{ id: `e${i}`, name: 'page_viewed', time: T0 + minutes * 60_000, visitor_id: 'v', props: {} },
      ...(i === 2 && { user_id: 'u' }),
    }))
    const { rows } = await cli(['replay', file('log.ndjson', ndjson(...visits)), '--segment', 'purchase_journey'])
    expect(rows().map(({ shopper_id, to, event_id }) => [shopper_id, to, event_id])).toEqual([
      ['u', 'first_visit', 'e0'],
      ['u', 'return_visit', 'e2'],
    ])
  })

  it('writes --out whole, and gives machine-readable counts with --json', async () => {
    const out = path.join(temporaryFolder(), 'movements.ndjson')
    const log = file('log.ndjson', ndjson(added, later, 'broken'))
    const { code, stdout, stderr } = await cli(['replay', log, '--out', out, '--json'])
    expect(stdout).toBe('')
    expect(parseRows(readFileSync(out, 'utf8')).some(({ cause }) => cause === 'time')).toBe(true)
    expect(JSON.parse(stderr)).toMatchObject({ rows: 3, events: 2, rejected: 1, shoppers: 1, now: T0 + 3 * HALF_HOUR })
    expect(code).toBe(1)
  })

  it('refuses a segment that is not there before it reads or writes', async () => {
    const out = path.join(temporaryFolder(), 'movements.ndjson')
    const { code, stderr } = await cli(['replay', file('l', ndjson(added)), '--segment', 'cart', '--out', out])
    expect(stderr).toMatch(
      /^Cannot use segment "cart": found no such segment or stage, expected one of .*cart_abandoner,/,
    )
    expect([code, existsSync(out)]).toEqual([2, false])
  })

  it('writes nothing for an empty log', async () => {
    const { code, stdout } = await cli(['replay', file('log.ndjson', '')])
    expect([code, stdout]).toEqual([0, ''])
  })
})

import { describe, expect, it } from 'vitest'
import type { Backtest } from '../../src/history/backtest'
import { cli, counting, countingFile, event, file, ndjson, T0 } from './support/cli'

const DAY = 86_400_000
const AT = ['--at', new Date(T0).toISOString(), '--samples', '100']

/** A log: whoever has ordered before orders again within a week, but for one; of the others one does. */
function orders(): string {
  const order = (shopper_id: string, days: number) =>
    event({ shopper_id, name: 'order_completed', time: T0 + days * DAY, props: { order_id: `${shopper_id}${days}` } })
  const view = (shopper_id: string, days: number) => event({ shopper_id, time: T0 + days * DAY })
  return ndjson(
    ...['a', 'b', 'c'].map((id) => order(id, -9)),
    ...['d', 'e', 'f', 'g', 'h'].map((id) => view(id, -3)),
    ...['a', 'b', 'd'].map((id) => order(id, 6)),
    view('z', 20),
  )
}

async function result(log: string, ...options: string[]): Promise<Backtest> {
  const { code, stdout } = await cli(['backtest', log, ...AT, '--json', ...options])
  expect(code).toBe(0)
  return JSON.parse(stdout)
}

describe('aisle backtest', () => {
  it('shows a table of what each segment said, and how sure that is', async () => {
    const log = file('log.ndjson', orders())
    const { code, stdout, stderr } = await cli(['backtest', log, ...AT, '--definitions', countingFile()])
    const lines = stdout.split('\n')
    expect(lines[0]).toBe('Known strictly before 2026-05-01 00:00:00 UTC: 8 shoppers.')
    expect(lines[1]).toMatch(/^Of them 3 \(37\.5 \[[\d. ]+\] %\) came to this within 14d: order_completed$/)
    expect(lines[3]).toMatch(/^ +shoppers +unknown +share % +rate % +lift +recall % +left +by time %$/)
    expect(lines[4]).toMatch(/^buyer +3 +0 +37\.5 \[[^\]]+\] +66\.7 \[[^\]]+\] +1\.78 \[[^\]]+\] +66\.7 \[[^\]]+\] +0$/)
    expect(stdout).toContain('Intervals: 95 %, percentile bootstrap by shopper, 100 samples, seed 1.')
    expect(stderr).toMatch(/^12 rows read, 12 events kept.*, 8 shoppers?, at 2026-05-01T00:00:00.000Z$/m)
    expect(code).toBe(0)
  })

  it('shows who is in two segments, and in which nobody is or can be', async () => {
    const segment = (name: string, when: object) => ({ name, version: 1, title: name, when })
    const count = (event: string, op: 'gte' | 'eq', n: number) => ({ [op]: [{ count: { event } }, n] })
    const segments = [
      segment('ordered', count('order_completed', 'gte', 1)),
      segment('anybody', count('*', 'gte', 1)),
      segment('nobody', count('never', 'gte', 1)),
      segment('dark', { gte: [{ ratio: [1, 0] }, 1] }),
    ]
    const definitions = file('d.json', JSON.stringify({ ...counting, segments, traits: [] }))
    const { stdout } = await cli(['backtest', file('l.ndjson', orders()), ...AT, '--definitions', definitions])
    expect(stdout.split('\n').slice(4, 18)).toEqual([
      expect.stringMatching(/^ordered +3 +0 /),
      expect.stringMatching(/^anybody +8 +0 +100\.0 +37\.5 \[[^\]]+\] +1\.00 +100\.0 +0$/),
      '',
      'Nobody: nobody',
      'Unknown of everybody: dark',
      '',
      'Of those in the segment of a row, those in the column (%):',
      '             1    2',
      '1 ordered  100  100',
      '2 anybody   38  100',
      '',
      'Closest pairs (in both, of those in either):',
      '  0.38  ordered, anybody (3 in both)',
      '',
    ])
    const one = await cli(['backtest', file('l.ndjson', orders()), ...AT, '--definitions', countingFile()])
    expect(one.stdout).not.toContain('Of those in the segment')
  })

  it('gives all of it with --json', async () => {
    const { groups, ...rest } = await result(file('log.ndjson', orders()), '--segment', 'one_time_buyer', '--seed', '7')
    expect(rest).toMatchObject({ at: T0, within_ms: 14 * DAY, shoppers: 8, outcomes: 3, is_complete: true })
    expect(rest.intervals).toMatchObject({ samples: 100, seed: 7 })
    expect(rest.overlap).toEqual({ groups: ['one_time_buyer'], both: [[3]] })
    expect(groups).toMatchObject([{ name: 'one_time_buyer', shoppers: 3, outcomes: 2, recall: { value: 2 / 3 } }])
  })

  it('takes the horizon, and an outcome as a name, a selector or a condition', async () => {
    const log = file('log.ndjson', orders())
    const outcomes = async (...options: string[]) =>
      (await result(log, '--segment', 'one_time_buyer', ...options)).outcomes
    expect(await outcomes('--within', '6d')).toBe(0)
    expect(await outcomes('--within', '7d')).toBe(3)
    expect(await outcomes('--outcome', 'page_viewed')).toBe(0)
    expect(await outcomes('--outcome', '{"event":"*"}')).toBe(3)
    expect(await outcomes('--outcome', '{"eq":[{"count":{"event":"*"}},0]}')).toBe(5)
  })

  it('takes a confirmation that is opened again for no new order', async () => {
    const order = (ms: number, order_id: string) =>
      event({ name: 'order_completed', time: T0 + ms, props: { order_id } })
    const outcomes = async (...log: object[]) => (await result(file('l.ndjson', ndjson(...log)))).outcomes
    expect(await outcomes(order(-1, 'x'), order(1, 'x'))).toBe(0)
    expect(await outcomes(order(-1, 'x'), order(1, 'y'))).toBe(1)
  })

  it('knows a visitor who identified later as nobody yet, and still sees what they did', async () => {
    const page = (id: string, days: number, fields: object) => ({
      ...{ id, name: 'page_viewed', time: T0 + days * DAY, session_id: id, props: {} },
      ...fields,
    })
    const log = [
      page('1', -2, { visitor_id: 'phone' }),
      page('2', -1, { visitor_id: 'laptop', user_id: 'u' }),
      page('3', 1, { visitor_id: 'phone', user_id: 'u' }),
      page('4', 2, { visitor_id: 'laptop', user_id: 'u', name: 'order_completed' }),
    ]
    const ask = async (events: object[]) =>
      await result(file('l.ndjson', ndjson(...events)), '--segment', 'purchase_journey')
    const whole = await ask(log)
    // Two shoppers then, though by the whole log they are one; the order is the one person's.
    expect(whole).toMatchObject({ shoppers: 2, outcomes: 2 })
    const early = await ask(log.slice(0, 2))
    const members = ({ groups }: Backtest) => groups.map(({ stage, shoppers }) => [stage, shoppers])
    expect(members(whole)).toEqual(members(early))
    expect(early.outcomes).toBe(0)
    // The instant itself is not before it.
    const sharp = [...log.slice(0, 2), page('3', 0, { visitor_id: 'phone', user_id: 'u', name: 'order_completed' })]
    expect(await ask(sharp)).toMatchObject({ shoppers: 2, outcomes: 2 })
  })

  it('says where the log ends before the horizon does', async () => {
    const log = file('log.ndjson', orders())
    const { stderr } = await cli(['backtest', log, ...AT, '--within', '21d'])
    expect(stderr).toContain(
      "--within: found the latest event at 2026-05-21T00:00:00.000Z, before the horizon's end at 2026-05-22T00:00:00.000Z: what came later is missing",
    )
    expect((await cli(['backtest', log, ...AT, '--within', '20d'])).stderr).not.toContain('--within')
  })

  it.each([
    ['no instant', [], /required option '--at <instant>' not specified/],
    ['a bad instant', ['--at', 'soon'], /^Cannot use --at "soon": expected /],
    ['a bad horizon', [...AT, '--within', 'long'], /^Cannot use "within": found "long", expected a duration above 0/],
    ['a bad outcome', [...AT, '--outcome', '[1]'], /^Cannot use --outcome "\[1\]": expected an event's name, or/],
    ['a bad condition', [...AT, '--outcome', '{"gte":[1]}'], /^Cannot compile "document":/],
    ['a bad segment', [...AT, '--segment', 'x'], /^Cannot use segment "x": found no such segment or stage/],
    ['too few samples', [...AT, '--samples', '5'], /^Cannot use bootstrap "samples": found 5, expected/],
  ])('refuses %s as usage', async (_, options, message) => {
    const { code, stderr, stdout } = await cli(['backtest', file('l.ndjson', orders()), ...options])
    expect(stderr).toMatch(message)
    expect([code, stdout]).toEqual([2, ''])
  })

  it('processes the good rows of a log with bad ones', async () => {
    const { code, stdout } = await cli(['backtest', file('l.ndjson', `${orders()}broken\n`), ...AT])
    expect(code).toBe(1)
    expect(stdout).toContain('8 shoppers')
  })
})

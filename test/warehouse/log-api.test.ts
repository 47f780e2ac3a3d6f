import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { builtin } from '../../src/lifecycle/builtin'
import { backtest, decide, type LogOptions, replay } from '../../src/warehouse'
import { cli } from '../cli/support/cli'

const LOG = 'examples/data/retentioneering-simple-onlineshop.csv.gz'
const MAP = 'examples/maps/retentioneering-simple-onlineshop.json'
const map = JSON.parse(readFileSync(MAP, 'utf8'))

const line = (event: object) =>
  `${JSON.stringify({ name: 'page_viewed', time: 1, visitor_id: 'v', session_id: 's', ...event })}\n`

/** A log in memory. */
function logOf(...lines: string[]) {
  return {
    name: 'mine.ndjson',
    async *open() {
      for (const each of lines) yield Buffer.from(each)
    },
  }
}

async function all<Row>(rows: AsyncIterable<Row>): Promise<Row[]> {
  const found: Row[] = []
  for await (const row of rows) found.push(row)
  return found
}

describe('replay() of files', () => {
  it('tells what aisle replay tells', async () => {
    const options = { definitions: builtin, map, groups: ['aida', 'cart_abandoner'] }
    const argv = ['replay', LOG, '--map', MAP, '--segment', 'aida', '--segment', 'cart_abandoner']
    const [found, { rows }] = [await all(replay([LOG], options)), await cli(argv)]
    expect(found.length).toBeGreaterThan(1_000)
    expect(found).toEqual(rows())
  })

  it('ends at an instant, and is of one shopper where one is named', async () => {
    const until = Date.UTC(2020, 0, 15)
    const whole = await all(replay([LOG], { definitions: builtin, map, groups: ['aida'] }))
    const before = await all(replay([LOG], { definitions: builtin, map, groups: ['aida'], until }))
    expect(before).toEqual(whole.filter(({ at }) => at <= until))
    const { shopper_id } = before[0]!
    const own = await all(replay([LOG], { definitions: builtin, map, groups: ['aida'], until, shopper_id }))
    expect(own).toEqual(before.filter((movement) => movement.shopper_id === shopper_id))
  })

  it('reads what is given as bytes, and tells what is wrong with it', async () => {
    const told: unknown[] = []
    const counted: unknown[] = []
    const options: LogOptions = {
      onProblem: ({ file, line, code }) => told.push([file, line, code]),
      onCounts: ({ rows, events, rejected }) => counted.push([rows, events, rejected]),
    }
    const log = logOf(line({ id: 'a' }), '{"id"\n', line({ id: 'b', time: 2 }))
    const found = await all(replay([log], { definitions: builtin, groups: ['aida'], ...options }))
    expect(found).toMatchObject([{ shopper_id: 'v', from: null, to: 'attention', at: 1, event_id: 'a' }])
    expect([told, counted]).toEqual([[['mine.ndjson', 2, 'not_json']], [[3, 2, 1]]])
  })
})

describe('decide() of files', () => {
  const now = Date.UTC(2020, 0, 15)

  it('says of CSV in other columns what aisle decide says, whatever the engine', async () => {
    const { rows } = await cli(['decide', LOG, '--map', MAP, '--now', String(now)])
    expect(rows().length).toBeGreaterThan(100)
    for (const engine of ['js', 'duckdb'] as const)
      expect(await all(decide([LOG], { definitions: builtin, map, now, engine }))).toEqual(rows())
  })

  it('says when answers change, with the engine in JavaScript alone', async () => {
    const { rows } = await cli(['decide', LOG, '--map', MAP, '--now', String(now), '--changes'])
    const options = { definitions: builtin, map, now, changes: true }
    expect(await all(decide([LOG], { ...options, engine: 'js' }))).toEqual(rows())
    await expect(all(decide([LOG], options))).rejects.toMatchObject({ code: 'invalid_decide_options' })
  })

  it('answers unknown what the log has no events for, where that is asked', async () => {
    const { rows } = await cli(['decide', LOG, '--map', MAP, '--limit-to-log'])
    for (const engine of ['js', 'duckdb'] as const)
      expect(await all(decide([LOG], { definitions: builtin, map, limit_to_log: true, engine }))).toEqual(rows())
  })

  it('tells once what is wrong, whatever the engine', async () => {
    const log = logOf(line({ id: 'a' }), '{"id"\n', line({ id: 'b', time: 'never' }))
    for (const engine of ['js', 'duckdb'] as const) {
      const told: unknown[] = []
      const onProblem: LogOptions['onProblem'] = ({ line, code }) => told.push([line, code])
      const onCounts: LogOptions['onCounts'] = ({ rows, events }) => told.push([rows, events])
      const rows = await all(decide([log], { definitions: builtin, engine, onProblem, onCounts }))
      expect([engine, rows.length, ...told]).toEqual([engine, 1, [2, 'not_json'], [3, 'bad_format'], [3, 1]])
    }
  })
})

describe('backtest() of files', () => {
  const asked = {
    at: Date.UTC(2020, 1, 1),
    outcome: { event: 'order_completed', once: 'order_id' },
    within: '14d',
    samples: 100,
  } as const

  it('says what aisle backtest says', async () => {
    const argv = ['--at', '2020-02-01', '--outcome', 'order_completed', '--within', '14d', '--samples', '100', '--json']
    const { rows } = await cli(['backtest', LOG, '--map', MAP, ...argv])
    const found = await backtest([LOG], { definitions: builtin, map, ...asked })
    expect(found.shoppers).toBeGreaterThan(100)
    expect([JSON.parse(JSON.stringify(found))]).toEqual(rows())
  })

  it('knows as far as the log reaches whether the horizon is in it', async () => {
    const log = logOf(line({ id: 'a', time: asked.at - 1 }), line({ id: 'b', time: asked.at + 13 * 86_400_000 }))
    const found = await backtest([log], { definitions: builtin, ...asked, groups: ['aida'] })
    expect(found).toMatchObject({ shoppers: 1, is_complete: false, observed_until: asked.at + 13 * 86_400_000 })
  })
})

describe.each([
  ['decide()', (files: string[], options: object) => all(decide(files, { definitions: builtin, ...options }))],
  ['replay()', (files: string[], options: object) => all(replay(files, { definitions: builtin, ...options }))],
  [
    'backtest()',
    (files: string[], options: object) =>
      backtest(files, { definitions: builtin, at: 1, outcome: { event: 'x' }, within: '1d', ...options }),
  ],
])('%s', (_name, ask) => {
  it('names every file that cannot be read', async () => {
    await expect(ask(['none.ndjson', 'examples', LOG], {})).rejects.toMatchObject({
      code: 'log_unreadable',
      message: 'Cannot read: none.ndjson: no such file; examples is a directory, expected a file',
    })
  })

  it('names every mistake of a mapping', async () => {
    await expect(
      ask([LOG], { map: { aisle_map: 1, event: 'x', time: { column: 'y', zone: 'Mars' } } }),
    ).rejects.toMatchObject({
      code: 'invalid_map',
      message: expect.stringMatching(
        /^Cannot use the map: shopper_id: found nothing, expected .*; time.zone: found "Mars" \(string\), /,
      ),
    })
  })

  it('says what is wrong with what is asked', async () => {
    const wrong = { ...builtin, segments: [{ name: 'a' }] }
    await expect(ask([LOG], { definitions: wrong, map })).rejects.toMatchObject({ code: 'invalid_definition' })
  })
})

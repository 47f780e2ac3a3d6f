import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkMap } from '../../src/warehouse/map/check-map'
import { createTimeParser, timeFormatProblem } from '../../src/warehouse/map/map-time'
import { cli, countingFile, file } from './support/cli'

/** Decides a CSV log by a map, with definitions that count. */
async function decide(lines: readonly string[], map: object, ...options: string[]) {
  const log = file('log.csv', lines.join('\n'))
  const maps = file('map.json', JSON.stringify({ aisle_map: 1, ...map }))
  const ran = await cli(['decide', log, '--map', maps, '--definitions', countingFile(), ...options])
  return { ...ran, told: ran.stderr.replaceAll(log, 'log.csv').trim().split('\n') }
}

const orders = {
  event: { column: 'no', values: { 'C*': 'order_refunded', 'X*': null, '*': 'order_completed' } },
  time: { column: 'day', format: 'D/M/YYYY H:mm', zone: 'Europe/London' },
  shopper_id: 'who',
  id: 'no',
  group_by: 'no',
  decimal: ',',
  delimiter: ';',
  props: { total: { lines: 'amount' }, currency: { constant: 'GBP' } },
  product: { product_id: 'what', price: 'price', quantity: { column: 'n', absolute: true } },
  skip: [
    { column: 'who', empty: true, reason: 'nobody' },
    { column: 'price', lte: 0 },
  ],
}
const lines = [
  'no;day;who;what;price;n',
  '7;1/5/2026 1:00;ada;A;"1.000,50";2',
  'C8;2/5/2026 01:00;ada;A;10;-1',
  '7;1/5/2026 1:00;ada;B;5;1',
  '9;1/5/2026 1:00;;A;5;1',
  'X1;1/5/2026 1:00;ada;A;5;1',
  '10;1/5/2026 1:00;bob;A;0;1',
  '11;31/2/2026 1:00;bob;A;5;1',
]

describe('a map', () => {
  it('makes events of rows: names, times, groups, numbers, constants, and what is left out', async () => {
    const { code, rows, told } = await decide(lines, orders)
    expect(rows()).toMatchObject([
      { shopper_id: 'ada', now: Date.UTC(2026, 4, 2), traits: { events: 2, spent: 2006, lines: 2 } },
    ])
    expect(told).toEqual([
      'log.csv:8: time (column "day"): found "31/2/2026 1:00" (string), wanted a time written D/M/YYYY H:mm',
      '1 row left out by the map: nobody',
      '1 row left out by the map: no "X1" (string)',
      '1 row left out by the map: price lte 0',
      '7 rows read, 2 events kept (0 repaired), 1 row rejected, 1 shopper, at 2026-05-02T00:00:00.000Z',
    ])
    expect(code).toBe(1)
  })

  it('names the columns that a file does not have', async () => {
    const { code, told } = await decide(['no;day', '7;1/5/2026 1:00'], orders)
    expect(told[0]).toBe('log.csv:1: found the columns "no", "day", wanted "who", "what", "price", "n" of the map')
    expect(code).toBe(1)
  })

  it('reads a file without a header, and NDJSON by paths', async () => {
    const headless = {
      columns: ['who', 'act', 'at'],
      event: 'act',
      time: { column: 'at', format: 's' },
      shopper_id: 'who',
    }
    expect((await decide(['ada,page_viewed,1777593600'], headless)).rows()).toMatchObject([{ now: 1_777_593_600_000 }])
    const nested = { format: 'ndjson', event: 'act.name', time: 'act.at', shopper_id: 'who' }
    const line = JSON.stringify({ who: 7, act: { name: 'page_viewed', at: 1_777_593_600_000 } })
    expect((await decide([line, '3'], nested)).told[0]).toMatch(
      /^log.csv:2: found 3 \(number\), wanted an object of columns/,
    )
    expect((await decide([line], nested)).rows()).toMatchObject([{ shopper_id: '7', traits: { events: 1 } }])
  })

  it('takes rows of one time in the order of the file', async () => {
    const map = { event: 'act', time: 'at', shopper_id: 'who' }
    const acts = Array.from({ length: 12 }, (_, i) => `ada,page_viewed,1777593600000,${i}`)
    const document = {
      aisle: 1,
      zone: 'UTC',
      currency: 'EUR',
      segments: [],
      stages: [],
      traits: [{ name: 'latest', version: 1, title: 'Latest', value: { last: 'n', of: { event: '*' } } }],
    }
    const { rows } = await decide(
      ['who,act,at,n', ...acts],
      { ...map, props: { n: 'n' } },
      '--definitions',
      file('d.json', JSON.stringify(document)),
    )
    expect(rows()[0].traits.latest).toBe('11')
  })
})

describe('checkMap()', () => {
  const good = { aisle_map: 1, event: 'a', time: 'b', shopper_id: 'c' }

  it.each<[object, string, string]>([
    [{ aisle_map: 2 }, 'aisle_map', '1'],
    [{ more: 1 }, 'more', 'one of aisle_map, about'],
    [{ event: 7 }, 'event', 'a column, {"column": ...} or {"constant": ...}'],
    [{ event: { column: 'a', type: 'date' } }, 'event.type', 'text'],
    [{ group_by: [] }, 'group_by', ''],
    [{ group_by: 7 }, 'group_by', 'a column, or a list of columns'],
    [{ time: { column: 'b', format: 'DD.MM' } }, 'time.format', 'ms, s, us, iso, or a pattern'],
    [{ time: { column: 'b', formt: 'ms' } }, 'time.formt', 'one of column, format, zone'],
    [{ time: { column: 'b', zone: 'Mars' } }, 'time.zone', 'a time zone such as'],
    [{ shopper_id: undefined }, 'shopper_id', 'a shopper_id, user_id or visitor_id'],
    [{ skip: [{ column: 'a', reason: 'x' }] }, 'skip[0]', 'one of empty'],
    [{ skip: [{ column: 'a', is: 1 }] }, 'skip[0].is', 'one of column, reason'],
    [{ props: { total: { column: 'a', typ: 1 } } }, 'props.total.typ', 'one of column'],
  ])('refuses %j', (change, path, wanted) => {
    const problems = checkMap({ ...good, ...change })
    expect(problems.map((problem) => problem.path)).toEqual([path])
    expect(problems[0]!.wanted).toContain(wanted)
  })

  it('takes one that is good', () => {
    expect(checkMap(good)).toEqual([])
  })

  it.each(readdirSync('examples/maps').filter((name) => name.endsWith('.json')))('takes %s, which ships', (name) => {
    expect(checkMap(JSON.parse(readFileSync(`examples/maps/${name}`, 'utf8')))).toEqual([])
  })
})

describe('real logs by the maps that ship', () => {
  // Counted from the files by hand: data/README.md.
  const logs = [
    { log: 'rees46/2019-Oct-first-hours.csv', map: 'rees46', rows: 17_435, rejected: 1, skipped: {}, shoppers: 4504 },
    {
      log: 'online-retail/online_retail_II-2010-2011.csv.gz',
      map: 'online-retail-ii',
      rows: 541_909,
      rejected: 0,
      skipped: { 'no customer': 135_080 },
      shoppers: 4372,
    },
  ]
  for (const { log, map, ...counts } of logs) {
    const place = `../shared/data/${log}`
    if (!existsSync(place)) it.skip(`reads ${log} (SKIPPED: ${place} is not there)`)
    else
      it(`reads ${log}`, async () => {
        const definitions = countingFile()
        const argv = ['decide', place, '--map', `examples/maps/${map}.json`, '--definitions', definitions, '--json']
        const { code, stderr, rows } = await cli(argv)
        expect(JSON.parse(stderr)).toMatchObject(counts)
        expect(rows()).toHaveLength(counts.shoppers)
        expect(code).toBe(counts.rejected ? 1 : 0)
      })
  }
})

describe('createTimeParser()', () => {
  const at = (text: string) => Date.parse(text)
  it.each<[string | undefined, string, unknown, number | undefined]>([
    [undefined, 'UTC', '1777593600000', at('2026-05-01T00:00:00Z')],
    [undefined, 'UTC', '2026-05-01 10:00:00.5', at('2026-05-01T10:00:00.500Z')],
    [undefined, 'UTC', 1_777_593_600, undefined],
    ['ms', 'UTC', '1777593600000', at('2026-05-01T00:00:00Z')],
    ['ms', 'UTC', '', undefined],
    ['s', 'UTC', 1_777_593_600.25, at('2026-05-01T00:00:00.250Z')],
    ['us', 'UTC', '1777593600000999', at('2026-05-01T00:00:00Z')],
    ['iso', 'Europe/Berlin', '2026-05-01T10:00:00', at('2026-05-01T08:00:00Z')],
    ['iso', 'Europe/Berlin', '2026-05-01T10:00:00+05:00', at('2026-05-01T05:00:00Z')],
    ['YYYY-MM-DD HH:mm:ss UTC', 'UTC', '2026-05-01 10:11:12 UTC', at('2026-05-01T10:11:12Z')],
    ['D.M.YYYY', 'Europe/Berlin', '1.5.2026', at('2026-04-30T22:00:00Z')],
    ['YYYYMMDD HH:mm:ss.SSS', 'UTC', '20260501 10:11:12.345678', at('2026-05-01T10:11:12.345Z')],
    ['D.M.YYYY H', 'UTC', '1.5.2026 7', at('2026-05-01T07:00:00Z')],
    ['YYYY-MM-DD HH:mm:ss,SSS', 'UTC', '2026-05-01 10:11:12,5', at('2026-05-01T10:11:12.500Z')],
    ['D.M.YYYY', 'UTC', '31.4.2026', undefined],
    ['D.M.YYYY', 'UTC', '1x5x2026', undefined],
    // In spring an hour is skipped, in autumn one comes twice: the first is meant.
    ['iso', 'Europe/Berlin', '2026-03-29T02:30:00', at('2026-03-29T01:30:00Z')],
    ['iso', 'Europe/Berlin', '2026-10-25T02:30:00', at('2026-10-25T00:30:00Z')],
    ['iso', 'Europe/Berlin', '2026-10-25T03:30:00', at('2026-10-25T02:30:00Z')],
  ])('reads %s in %s: %s', (format, zone, value, time) => {
    const read = createTimeParser({ column: 't', format, zone })(value)
    if (time === undefined) expect(read).toMatchObject({ path: 'time (column "t")' })
    else expect(read).toBe(time)
  })

  it.each(['YYYY-MM', 'DD/MM/YYYY DD', 'ns', 'YYYY-M-D MM'])('does not take %s for a format', (format) => {
    expect(timeFormatProblem(format, undefined)).toMatchObject({ path: 'time.format' })
  })
})

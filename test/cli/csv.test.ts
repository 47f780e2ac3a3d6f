import { describe, expect, it } from 'vitest'
import { cli, countingFile, file, T0 } from './support/cli'

const HEADER = 'id,name,time,shopper_id,session_id,total,note'
const row = (id: string, rest = '5,ok', name = 'order_completed') => `${id},${name},${T0},s,v,${rest}`

async function decide(lines: readonly string[], end = '\n', ...options: string[]) {
  const place = file('log.csv', lines.join(end))
  const ran = await cli(['decide', place, '--definitions', countingFile(), ...options])
  return { ...ran, told: ran.stderr.replaceAll(place, 'log.csv').trim().split('\n'), traits: ran.rows()[0]?.traits }
}

describe('a CSV log', () => {
  it('reads columns named as in the vocabulary, quotes, doubled quotes and line ends within them', async () => {
    const lines = [HEADER, row('1', '5,"a ""q"", b"'), row('2', '7,"two\nlines"'), row('3', '"1.5",""')]
    for (const end of ['\n', '\r\n']) {
      const { code, told, traits } = await decide(lines, end)
      expect(traits).toMatchObject({ events: 3, spent: 13.5 })
      expect(told).toHaveLength(1)
      expect(code).toBe(0)
    }
  })

  it.each([',', ';', '\t', '|'])('tells the delimiter %j by the header, after a byte order mark', async (delimiter) => {
    const lines = [`\ufeff${HEADER}`, row('1')].map((line) => line.replaceAll(',', delimiter))
    expect((await decide(lines)).traits).toMatchObject({ events: 1, spent: 5 })
  })

  it('reads product columns and context columns', async () => {
    const lines = [
      'name,time,shopper_id,product.product_id,product.price,product.quantity,context.device.type,props.total',
      `order_completed,${T0},s,A,2.5,2,mobile,9`,
    ]
    expect((await decide(lines)).traits).toMatchObject({ events: 1, lines: 1, spent: 9 })
  })

  it('tells a row of too many or too few columns, and passes over empty ones at the end', async () => {
    const { code, told, traits } = await decide([HEADER, row('1', '5'), row('2', '5,ok,more'), row('3', '5,ok,,'), ''])
    expect(told).toEqual([
      'log.csv:2: found 6 columns, wanted 7, as in the header',
      'log.csv:3: found 8 columns, wanted 7, as in the header',
      '3 rows read, 1 event kept (0 repaired), 2 rows rejected, 1 shopper, at 2026-05-01T00:00:00.000Z',
    ])
    expect([code, traits.events]).toEqual([1, 1])
  })

  it('lets a quote that is never closed take only its own line', async () => {
    const after = Array.from({ length: 1500 }, (_, i) => row(`n${i}`))
    for (const rows of [after, after.slice(0, 3), []]) {
      const { code, told, traits } = await decide([HEADER, row('0'), row('1', '5,"open'), ...rows])
      expect(told[0]).toMatch(/^log.csv:3: found .* with a quote that is never closed, wanted quotes in pairs$/)
      expect(told).toHaveLength(2)
      expect(traits.events).toBe(rows.length + 1)
      expect(code).toBe(1)
    }
  })

  it('takes quotes for themselves where they are not around a whole field', async () => {
    const { code, told, traits } = await decide([HEADER, row('1', '5,12" vinyl'), row('2', '5,"a" b'), row('3')])
    expect(told).toHaveLength(1)
    expect(traits).toMatchObject({ events: 3, spent: 15 })
    expect(code).toBe(0)
  })

  it('lets a record that is broken over several lines take only its first', async () => {
    const { told, traits } = await decide([HEADER, row('1', '5,"a'), row('2', '5,b" c'), row('3')])
    expect(told[0]).toMatch(/^log.csv:2: found .*, wanted quotes around whole fields, in pairs$/)
    expect(traits).toMatchObject({ events: 2 })
  })

  it('refuses a file whose header does not say what it must, once, and not with every row', async () => {
    const { code, told } = await decide(['a,b', '1,2', '3,4'])
    expect(told[0]).toBe(
      'log.csv:1: found the columns "a", "b", wanted name, time, and one of shopper_id, user_id, visitor_id (or a --map that says which these are)',
    )
    expect(told[1]).toBe('0 rows read, 0 events kept (0 repaired), 0 rows rejected, 0 shoppers')
    expect(code).toBe(1)
    expect((await decide(['name,time,shopper_id,name', 'a,1,s,b'])).told[0]).toBe(
      'log.csv:1: found the column "name" twice, wanted each column once',
    )
  })

  it('reads dates as well as milliseconds, and tells what is neither', async () => {
    const times = [String(T0), '2026-05-01T00:00:00Z', '1 May', '', '1777593600']
    const { told, traits } = await decide(['name,time,shopper_id', ...times.map((time) => `page_viewed,${time},s`)])
    expect(traits.events).toBe(2)
    expect(told.slice(0, 3).map((line) => line.slice(0, 60))).toEqual(
      [
        'log.csv:4: time (column "time"): found "1 May" (string), want',
        'log.csv:5: time (column "time"): found nothing, wanted millis',
        'log.csv:6: time (column "time"): found "1777593600" (string), w',
      ].map((line) => line.slice(0, 60)),
    )
  })

  it('bounds a line as in NDJSON', async () => {
    const { told, traits } = await decide([HEADER, row('1', `5,${'x'.repeat(2_000_000)}`), row('2')])
    expect(told[0]).toMatch(/^log.csv:2: found a line of 20000\d\d bytes, wanted at most 1000000 \(--max-line\)$/)
    expect(traits.events).toBe(1)
  })

  it('keeps columns apart that are named after a prototype', async () => {
    const { code, traits } = await decide([`${HEADER},__proto__,constructor`, row('1', '5,ok,x,y')])
    expect(traits).toMatchObject({ events: 1, spent: 5 })
    expect(code).toBe(0)
  })
})

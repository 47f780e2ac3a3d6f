import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Metric } from '../../../src/language/ast'
import { count, distinct, last, mode, sum } from '../../../src/language/builders'
import { readEvent } from '../../../src/vocabulary/read-event'
import type { Decision } from '../../../src/warehouse/duckdb/ask'
import { type ReadDecisionsOptions, readDecisions } from '../../../src/warehouse/duckdb/decisions'
import { MAX_LINE_BYTES } from '../../../src/warehouse/input/lines'
import { Report } from '../../../src/warehouse/input/report'
import { ndjson, T0, temporaryFolder } from '../../cli/support/cli'
import { answersOfEngine, questions } from '../support/agreement'

const { AISLE_RUNS = 8, AISLE_SEED = Date.now() % 1e9 } = process.env
const seed = Number(AISLE_SEED)

afterEach(() => vi.restoreAllMocks())

async function duckdb(statement: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    await connection.run(statement)
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

/** Writes what a query gives as Parquet, in a folder whose name is a pattern for DuckDB. */
async function parquet(query: string): Promise<string> {
  const to = path.join(temporaryFolder(), 'a [b]*?.parquet')
  await duckdb(`COPY (${query}) TO '${to}' (FORMAT parquet)`)
  return to
}

type Asked = Pick<ReadDecisionsOptions, 'definitions'> & Partial<ReadDecisionsOptions>

/** What is said of files, and whether their columns were read, or lines were written. */
async function decided(files: readonly string[], options: Asked) {
  const report = new Report()
  const runs = vi.spyOn(DuckDBConnection.prototype, 'run')
  const decisions = await readDecisions(files, { folder: temporaryFolder(), report, threads: 1, ...options })
  const rows: Decision[] = []
  for await (const some of decisions.rows()) rows.push(...some)
  decisions.close()
  const isOfLines = runs.mock.calls.some(([sql]) => String(sql).includes('FORMAT csv'))
  const isSplit = runs.mock.calls.some(([sql]) => String(sql).includes('PARTITION_BY'))
  runs.mockRestore()
  const said = { rows, counts: report.counts, now: decisions.now, names: [...decisions.names].sort() }
  return { said, isDirect: !isOfLines, isSplit }
}

/** Decides files as they are, and holds that to what is said of their lines. */
async function decidedAsLines(files: readonly string[], options: Asked) {
  const own = await decided(files, options)
  const byLines = await decided(files, { ...options, max_line_bytes: MAX_LINE_BYTES - 1 })
  expect(byLines.isDirect).toBe(false)
  expect(own.said).toEqual(byLines.said)
  return own
}

/** Ways to write a log of NDJSON as Parquet. */
const SCHEMAS: Readonly<Record<string, (log: string) => string>> = {
  'as DuckDB finds it': (log) => `FROM read_ndjson('${log}', sample_size = -1)`,
  structs: (log) => `FROM read_ndjson('${log}', sample_size = -1, map_inference_threshold = -1)`,
  'structs, and times in a zone': (log) =>
    `SELECT * REPLACE (TO_TIMESTAMP(time / 1000) AS time) FROM read_ndjson('${log}', sample_size = -1, map_inference_threshold = -1)`,
  'JSON, and times': (log) =>
    `SELECT * REPLACE (MAKE_TIMESTAMP(time * 1000) AS time) FROM read_ndjson('${log}', columns = ${columnsOf('JSON')})`,
  'texts of JSON': (log) =>
    `SELECT * REPLACE (CAST(props AS VARCHAR) AS props, CAST(products AS VARCHAR) AS products, CAST(context AS VARCHAR) AS context) FROM read_ndjson('${log}', columns = ${columnsOf('JSON')})`,
}

function columnsOf(nested: string): string {
  const envelope = ['id', 'name', 'shopper_id', 'visitor_id', 'user_id', 'session_id'].map(
    (name) => `${name}: 'VARCHAR'`,
  )
  const objects = ['props', 'products', 'context'].map((name) => `${name}: '${nested}'`)
  return `{time: 'BIGINT', ${[...envelope, ...objects].join(', ')}}`
}

type Fields = Record<string, unknown>

/** What may be odd in a log. */
const ODD: readonly ((event: Fields) => Fields[])[] = [
  (event) => [event, event],
  (event) => [{ ...event, session_id: null }],
  (event) => [{ ...event, shopper_id: null, visitor_id: 'v' }],
  (event) => [{ ...event, id: 'a b' }],
  (event) => [{ ...event, name: 'Bad Name' }],
  (event) => [{ ...event, time: 5 }],
  (event) => [{ ...event, props: { total: '5' } }],
]

describe('decide() of Parquet', () => {
  it(`says what the engine says of what is clean, and of all what it says of lines (seed ${seed})`, async () => {
    const folder = temporaryFolder()
    const asked = fc.record({
      question: questions(),
      schema: fc.constantFrom(...Object.keys(SCHEMAS)),
      odd: fc.option(fc.constantFrom(...ODD), { freq: 1 }),
      is_latest: fc.boolean(),
      parts: fc.constantFrom(1, 1, 5),
    })
    let clean = 0
    let direct = 0
    const holds = fc.asyncProperty(asked, async ({ question, schema, odd, is_latest, parts }) => {
      const unique = [...new Map(question.events.map((one) => [one.id, one])).values()]
      const events = unique.flatMap((one) => readEvent(JSON.parse(JSON.stringify(one))).event ?? [])
      if (!events.length) return
      const log = path.join(folder, 'log.ndjson')
      const rows = odd ? events.flatMap((one, i) => (i === 0 ? odd(one as never) : [one])) : events
      writeFileSync(log, ndjson(...rows))
      const part_bytes = parts === 1 ? undefined : (ndjson(...rows).length / parts) | 0
      const now = is_latest ? undefined : question.now
      const files = [await parquet(SCHEMAS[schema]!(log))]
      const { said, isDirect } = await decidedAsLines(files, { definitions: question.document, now, part_bytes })
      if (odd) return
      clean += 1
      if (isDirect) direct += 1
      const answers = answersOfEngine({ ...question, now: said.now!, events: events as never })
      expect(Object.fromEntries(said.rows.map(({ shopper_id, now: _, ...answer }) => [shopper_id, answer]))).toEqual(
        Object.fromEntries(answers),
      )
    })
    await fc.assert(holds, { numRuns: Number(AISLE_RUNS), seed, endOnFailure: true })
    expect(direct).toBeGreaterThanOrEqual(clean / 4)
  }, 600_000)

  const metrics: Readonly<Record<string, unknown>> = {
    events: count('*'),
    spent: sum('total', '*'),
    coupon: last('coupon', '*'),
    level: last('level', '*'),
    levels: distinct('level', '*'),
    device: last('context.device.type', '*'),
    prices: sum('product.price', '*').each('product'),
    brand: mode('product.brand', '*').each('product'),
    place: last('context.place', '*'),
    town: last('context.place.town', '*'),
    visit: count('*').within('visit'),
  }
  const definitions: ReadDecisionsOptions['definitions'] = {
    aisle: 1,
    zone: 'UTC',
    currency: 'EUR',
    segments: [],
    traits: Object.entries(metrics).map(([name, value]) => ({ name, version: 1, title: name, value: value as Metric })),
    stages: [],
  }

  /** Rows of which some columns are other ones. */
  const rows = (...columns: string[]) => {
    const all = {
      id: `'e' || i`,
      name: `'order_completed'`,
      time: `${T0} + i`,
      shopper_id: `'s' || i % 3`,
      session_id: `'v'`,
      props: `{'total': 5.5, 'coupon': 'a', 'level': i}`,
      context: `{'device': {'type': 'mobile'}, 'channel': 'direct'}`,
      products: `[{'price': 2.5, 'brand': 'b'}, {'price': 1, 'brand': NULL}]`,
    }
    const given = new Map(columns.map((column) => [/ AS (.*)$/.exec(column)![1]!, column]))
    const own = Object.entries(all).map(([name, sql]) => given.get(name) ?? `${sql} AS ${name}`)
    return `SELECT ${[...new Set([...own, ...columns])].join(', ')} FROM range(600) t(i)`
  }
  /** A value of one row, which is at neither end, and of all others. */
  const one = (odd: string, other = 'NULL') => `CASE i WHEN 300 THEN ${odd} ELSE ${other} END`
  const signs = String.raw`'q"' || 'b\' || CHR(127) || CHR(1) || CHR(9) || '/é😀' || CHR(8232) || ''''`

  it.each<[what: string, is_direct: boolean, ...columns: string[]]>([
    ['nothing odd', true],
    [
      'nulls',
      true,
      `${one('NULL', `{'total': 5}`)} AS props`,
      `${one('NULL', `[{'price': 3}]`)} AS products`,
      'NULL::STRUCT(channel VARCHAR) AS context',
    ],
    ['empty lists', true, `${one('[]', `[{'price': 3}]`)} AS products`],
    ['null structs in a list', false, `${one('[NULL]', `[{'price': 3}]`)} AS products`],
    ['product lines that have nothing', true, `[{'price': NULL}] AS products`],
    ['NaN and infinity', true, `{'total': ${one(`'NaN'::DOUBLE`, `'-Infinity'`)}, 'level': 'NaN'::FLOAT} AS props`],
    ['signs that are escaped', true, `{'coupon': ${signs}, 'level': ${signs}} AS props`],
    ['signs that are escaped, of a shopper', true, `'s' || ${signs} AS shopper_id`],
    ['signs that are escaped, in JSON', true, `'{"level": "\\u00e9\\u001f\\ud83d\\ude00\\/"}'::JSON AS props`],
    ['signs that are escaped, of an id', false, `${one(`'a"'`, `'e' || i`)} AS id`],
    ['a long text', false, `{'level': ${one(`REPEAT('x', 9000)`)}} AS props`],
    ['decimals', true, `{'total': 1.10::DECIMAL(10, 2), 'level': -0.05::DECIMAL(30, 20)} AS props`],
    ['floats', true, `{'total': 0.1::FLOAT, 'level': 1e-7::DOUBLE} AS props`],
    ['whole numbers', true, `{'total': i::INTEGER, 'level': 'x'} AS props`],
    ['a whole number that is too large', false, `{'total': ${one('900000000001', '5')}::BIGINT} AS props`],
    ['large numbers', true, `{'total': 5::HUGEINT, 'level': 7::UBIGINT} AS props`],
    ['numbers that are too large', false, `{'level': ${one('18446744073709551615', '1')}::UBIGINT} AS props`],
    ['booleans', true, `{'level': i % 2 = 0} AS props`],
    ['a number for a text', false, `'{"coupon": true}' AS props`],
    ['days', true, `{'level': DATE '2026-05-01' + i::INTEGER} AS props`],
    ['what is nested for a scalar', false, `{'level': [[i]]} AS props`],
    ['a scalar for what is nested', true, `{'device': 'mobile'} AS context`],
    ['a text that a field of is asked for, too', true, `{'place': 'a"b'} AS context`],
    ['a struct that is asked for itself, too', true, `{'place': {'town': 'a'}} AS context`],
    ['maps', true, `MAP {'level': 'a', 'coupon': 'b'} AS props`],
    ['maps of JSON', true, `MAP {'level': '"a"'::JSON, 'total': ' 2.50'::JSON} AS props`],
    ['maps by numbers', false, `MAP {1: 'a'} AS props`],
    ['texts of JSON', true, `'{"level": "x", "total": 1e2, "level": 1}' AS props`],
    ['texts that are no JSON', false, `${one(`'x'`, `'{}'`)} AS props`],
    ['texts of JSON of another shape', false, `${one(`'{}'`, `'[]'`)} AS products`],
    ['no objects', false, '5 AS props'],
    ['one product', true, 'NULL::STRUCT(price DOUBLE)[] AS products', `{'price': i} AS product`],
    [
      'one product, and lines of other types',
      true,
      `CASE WHEN i % 2 = 0 THEN [{'price': 2, 'brand': 'c'}] END AS products`,
      `CASE WHEN i % 2 = 1 THEN {'price': 2.5::DOUBLE, 'brand': '"d"'::JSON} END AS product`,
    ],
    [
      'a number for a text of one product, where lines have texts',
      false,
      `CASE WHEN i % 2 = 0 THEN [{'price': 2, 'brand': 'c'}] END AS products`,
      `CASE WHEN i % 2 = 1 THEN {'price': 2.5::DOUBLE, 'brand': '5'::JSON} END AS product`,
    ],
    ['one product beside others', false, `{'price': i} AS product`],
    ['times', true, `MAKE_TIMESTAMP((${T0} + i) * 1000 + 7) AS time`],
    ['times in a zone', true, `TO_TIMESTAMP((${T0} + i) / 1000) AS time`],
    ['times of nanoseconds', true, `MAKE_TIMESTAMP_NS((${T0} + i) * 1000000 + 7) AS time`],
    ['days as times', true, `DATE '2026-05-01' - i::INTEGER AS time`],
    ['a time before 2001', false, `${one('5', `${T0} + i`)} AS time`],
    ['a time that is missing', false, `${one('NULL', `${T0} + i`)} AS time`],
    ['times with a fraction', false, `${T0} + i + 0.5::DOUBLE AS time`],
    ['times as texts', false, `'2026-05-01T00:00:00Z' AS time`],
    ['an id twice', false, `${one(`'e5'`, `'e' || i`)} AS id`],
    ['numbers for ids', false, 'i AS id'],
    ['numbers for shoppers', false, 'i AS shopper_id'],
    ['a shopper who is missing', false, `${one('NULL', `'s'`)} AS shopper_id`],
    ['visitors', true, `'v' || i AS visitor_id`],
    ['a visitor who is known elsewhere', false, 'NULL AS shopper_id', `'v' AS visitor_id`, `${one(`'u'`)} AS user_id`],
    ['a visit that is missing', false, `${one('NULL', `'v'`)} AS session_id`],
    ['a name that is none', false, `${one(`'Bad Name'`, `'page_viewed'`)} AS name`],
    ['columns that no event has', true, `1 AS "b c"`, `[{'x': 'NaN'::DOUBLE}] AS library`, `'x' AS sent_at`],
    ['keys in capitals', true, `{'Total': 5.5, 'LEVEL': 'x', 'coupon': 'c'} AS props`],
  ])('says of %s what it says of its lines (by columns: %s)', async (_, is_direct, ...columns) => {
    const file = await parquet(rows(...columns))
    // What is not read by columns is read by lines.
    const { isDirect, said } = await (is_direct ? decidedAsLines : decided)([file], { definitions, now: T0 + 10_000 })
    expect(isDirect).toBe(is_direct)
    expect(said.counts.rows).toBe(600)
  })

  it.each<[what: string, is_direct: boolean, ...files: string[]]>([
    ['of the same columns', true, rows(`'a' || i AS id`), rows()],
    ['of other types', false, rows(`'a' || i AS id`, `{'total': 5} AS props`), rows()],
    ['of more columns', false, rows(`'a' || i AS id`, `'p' || i AS visitor_id`), rows()],
    ['whose ids are in capitals', false, `SELECT * RENAME (id AS "ID") FROM (${rows()})`],
    ['whose context is in capitals', true, `SELECT * RENAME (context AS "Context") FROM (${rows()})`],
    ['with one of no rows', false, `${rows()} LIMIT 0`, rows()],
  ])('says of files %s what it says of their lines (by columns: %s)', async (_, is_direct, ...queries) => {
    const files: string[] = []
    for (const query of queries) files.push(await parquet(query))
    const { isDirect } = await decidedAsLines(files, { definitions })
    expect(isDirect).toBe(is_direct)
  })

  it('lacks what its columns lack', async () => {
    const file = await parquet(
      `SELECT 'e' || i AS id, 'a' AS name, ${T0} + i AS time, 's' AS shopper_id FROM range(9) t(i)`,
    )
    const traits = definitions.traits.filter(({ name }) => name !== 'visit')
    const { isDirect, said } = await decidedAsLines([file], { definitions: { ...definitions, traits } })
    expect(isDirect).toBe(true)
    expect(said.rows[0]!.traits).toMatchObject({ events: 9, coupon: null, brand: null })
  })

  it('is decided in parts where it is long', async () => {
    const file = await parquet(rows())
    const whole = await decidedAsLines([file], { definitions })
    const inParts = await decidedAsLines([file], { definitions, part_bytes: 20_000 })
    expect(inParts.said).toEqual(whole.said)
    expect([whole.isSplit, inParts.isSplit, inParts.isDirect]).toEqual([false, true, true])
  })
})

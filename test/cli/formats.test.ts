import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { DuckDBInstance } from '@duckdb/node-api'
import { beforeAll, describe, expect, it } from 'vitest'
import { log } from '../../bench/support/log'
import { cli, countingFile, event, file, ndjson, T0, temporaryFolder } from './support/cli'

/** Runs statements of DuckDB. */
async function duckdb(...statements: string[]): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  for (const statement of statements) await connection.run(statement)
  connection.closeSync()
  instance.closeSync()
}

/** Packs a file of lines with zstd. */
async function packed(lines: string): Promise<string> {
  const to = path.join(temporaryFolder(), `${path.basename(lines)}.zst`)
  const how = `FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER '\u0001', COMPRESSION zstd`
  await duckdb(
    `COPY (SELECT CAST(json AS VARCHAR) FROM read_ndjson_objects('${lines}', ignore_errors = true)) TO '${to}' (${how})`,
  )
  return to
}

/** Writes what a query gives as Parquet. */
async function parquet(name: string, query: string): Promise<string> {
  const to = path.join(temporaryFolder(), name)
  await duckdb(`COPY (${query}) TO '${to}' (FORMAT parquet)`)
  return to
}

/** What an engine says of files: rows, exit code, and the report. */
async function said(engine: 'js' | 'duckdb', ...argv: string[]) {
  const { code, stdout, stderr } = await cli(['decide', ...argv, '--json', '--engine', engine])
  const { problems, found, warnings, ...counts } = JSON.parse(stderr)
  return { code, stdout, problems, counts }
}

const NOW = ['--now', '2025-03-01T00:00:00Z']
let text = ''

beforeAll(() => {
  const [first] = log({ shoppers: 60, visits: 4, days: 50, seed: 3 }, 600)
  text = (JSON.parse(first!) as object[]).map((one) => `${JSON.stringify(one)}\n`).join('')
})

const ENVELOPE = `id: 'VARCHAR', name: 'VARCHAR', time: 'BIGINT', shopper_id: 'VARCHAR', session_id: 'VARCHAR'`
const JSON_COLUMNS = `{${ENVELOPE}, props: 'JSON', products: 'JSON', context: 'JSON'}`

describe('aisle decide over the same events in other formats', () => {
  it('gives what it gives of NDJSON', async () => {
    const plain = file('log.ndjson', text)
    const expected = await said('js', plain, ...NOW)
    expect(expected.counts).toMatchObject({ rows: 600, events: 600, rejected: 0 })
    const zst = await packed(plain)
    const gz = file('log.ndjson.gz', gzipSync(text))
    for (const [engine, place] of [
      ['js', gz],
      ['js', zst],
      ['duckdb', plain],
      ['duckdb', gz],
      ['duckdb', zst],
    ] as const)
      expect(await said(engine, place, ...NOW)).toEqual(expected)
  })

  it.each([
    ['nested', (log: string) => `SELECT * FROM read_ndjson('${log}')`],
    [
      'nested, with times of its own',
      (log: string) => `SELECT * REPLACE (MAKE_TIMESTAMP(time * 1000) AS time) FROM read_ndjson('${log}')`,
    ],
    [
      'nested, with times in a zone',
      (log: string) => `SELECT * REPLACE (TO_TIMESTAMP(time / 1000) AS time) FROM read_ndjson('${log}')`,
    ],
    ['JSON', (log: string) => `SELECT * FROM read_ndjson('${log}', columns = ${JSON_COLUMNS})`],
    [
      'JSON as text',
      (log: string) =>
        `SELECT * REPLACE (CAST(props AS VARCHAR) AS props, CAST(products AS VARCHAR) AS products, CAST(context AS VARCHAR) AS context) FROM read_ndjson('${log}', columns = ${JSON_COLUMNS})`,
    ],
  ])('gives what it gives of NDJSON: Parquet, %s', async (_, query) => {
    const plain = file('log.ndjson', text)
    const expected = await said('js', plain, ...NOW)
    expect(await said('duckdb', await parquet('log.parquet', query(plain)), ...NOW)).toEqual(expected)
  })

  it('reads the columns of Parquet by a map, as it reads those of CSV', async () => {
    const csv = file(
      'simple.csv',
      gunzipSync(readFileSync('examples/data/retentioneering-simple-onlineshop.csv.gz')).toString(),
    )
    const map = [
      '--map',
      file(
        'map.json',
        readFileSync('examples/maps/retentioneering-simple-onlineshop.json', 'utf8').replace('"format": "csv",', ''),
      ),
    ]
    const place = await parquet('simple.parquet', `SELECT * FROM read_csv('${csv}', all_varchar = true)`)
    expect(await said('duckdb', place, ...map)).toEqual(await said('js', csv, ...map))
  })

  it('tells what is wrong with a value of Parquet by its row', async () => {
    const place = await parquet(
      'log.parquet',
      `SELECT 'e' || i AS id, 'order_completed' AS name, ${T0} + i AS time, 's' AS shopper_id, 'v' AS session_id,
        {'total': CASE i WHEN 2 THEN CAST('NaN' AS DOUBLE) ELSE 5 END, 'coupon': ':NaN,'} AS props, CASE i WHEN 3 THEN 'x' ELSE '[]' END AS products FROM range(1, 6) t(i)`,
    )
    const { counts, problems, stdout } = await said('duckdb', place, '--definitions', countingFile())
    expect(counts).toMatchObject({ rows: 5, events: 5, rejected: 0 })
    expect(problems).toMatchObject([{ line: 3, path: 'products', found: '"x" (string)' }])
    expect(JSON.parse(stdout).traits).toMatchObject({ events: 5, spent: 20 })
  })
})

describe('aisle decide over files that are not as they should be', () => {
  const good = () => file('good.ndjson', ndjson(event({ shopper_id: 'good' })))
  const counting = () => ['--definitions', countingFile()]

  it.each([
    ['zstd that is cut off', 'zst', /^the end of a zstd file missing; what was read before is used$/],
    ['Parquet that is cut off', 'parquet', /^Parquet that is cut off or damaged \(/],
  ])('%s: the rest is decided', async (_, kind, found) => {
    const plain = file('log.ndjson', text)
    const whole =
      kind === 'zst' ? await packed(plain) : await parquet('log.parquet', `SELECT * FROM read_ndjson('${plain}')`)
    const bytes = readFileSync(whole)
    const cut = file(`cut.${kind}`, bytes.subarray(0, bytes.length - 40))
    const { code, problems, stdout, counts } = await said('duckdb', cut, good(), ...counting())
    expect([code, counts.failures]).toEqual([1, 1])
    const [told] = problems.filter(({ fate }: { fate: string }) => fate === 'file')
    expect(told).toMatchObject({ file: cut, found: expect.stringMatching(found), wanted: 'a file that can be read' })
    expect(stdout).toContain('"shopper_id":"good"')
  })

  it('names the columns of Parquet that no event has', async () => {
    const place = await parquet('other.parquet', 'SELECT 1 AS a, 2 AS "b c"')
    const { code, problems, stdout } = await said('duckdb', place, good(), ...counting())
    expect(code).toBe(1)
    expect(problems).toMatchObject([
      {
        code: 'unreadable_file',
        file: place,
        found: 'the columns "a" "b c"',
        wanted: 'name, time, and one of shopper_id, user_id, visitor_id (or a --map)',
      },
    ])
    expect(stdout).toContain('"shopper_id":"good"')
  })

  it('tells of Parquet without rows, and of Parquet that JavaScript does not read', async () => {
    const empty = await parquet('empty.parquet', `SELECT 'a' AS id, 'b' AS name, 1 AS time, 's' AS shopper_id LIMIT 0`)
    const ran = await said('duckdb', empty, good(), ...counting())
    expect(ran).toMatchObject({ code: 0, problems: [{ file: empty, code: 'empty_file' }] })
    const js = await said('js', empty, good(), ...counting())
    expect(js).toMatchObject({
      code: 1,
      problems: [{ file: empty, found: 'Parquet, which decide --engine duckdb reads from a file' }],
    })
  })

  it('reads columns of other types in another file', async () => {
    const rows = (type: string, id: string) =>
      `SELECT '${id}' AS id, 'order_completed' AS name, ${T0} AS time, CAST(7 AS ${type}) AS shopper_id, 'v' AS session_id, {'total': CAST(5 AS ${type})} AS props`
    const places = [await parquet('a.parquet', rows('BIGINT', 'a')), await parquet('b.parquet', rows('VARCHAR', 'b'))]
    const { code, counts, problems, stdout } = await said('duckdb', ...places, ...counting())
    expect([code, counts.events]).toEqual([0, 2])
    expect(problems).toMatchObject([
      { file: places[0], line: 1, path: 'shopper_id', fate: 'repaired' },
      { file: places[1], line: 1, path: 'props.total', fate: 'repaired' },
    ])
    expect(JSON.parse(stdout)).toMatchObject({ shopper_id: '7', traits: { events: 2, spent: 5 } })
  })
})

describe('patterns of files', () => {
  it.each(['js', 'duckdb'] as const)('stand for the files that they match, in order: %s', async (engine) => {
    const folder = temporaryFolder()
    mkdirSync(path.join(folder, 'more'))
    const write = (name: string, ...rows: unknown[]) => writeFileSync(path.join(folder, name), ndjson(...rows))
    write('b.ndjson', event({ id: 'twice' }), 'x')
    write('a.ndjson', event({ id: 'twice' }))
    write('more/c.ndjson', event())
    write('[d].ndjson', event())
    const at = (name: string) => path.join(folder, name)
    const ran = await said(engine, at('?.ndjson'), at('**/c.ndjson'), at('[d].ndjson'), '--definitions', countingFile())
    expect(ran.counts).toMatchObject({ rows: 5, events: 4, repeated: 1, rejected: 1 })
    expect(ran.problems.map((problem: { file: string }) => problem.file)).toEqual([at('b.ndjson'), at('b.ndjson')])
  })

  it.each(['js', 'duckdb'] as const)('are named where they match nothing: %s', async (engine) => {
    const pattern = path.join(temporaryFolder(), '*.ndjson')
    const { code, stderr, stdout } = await cli(['decide', pattern, 'nobody.ndjson', '--engine', engine])
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toBe(`Cannot read: ${pattern}: no file matches\n  nobody.ndjson: no such file\n`)
  })
})

import { spawn } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { questions } from '../warehouse/support/agreement'
import { type SpoiltFile, spoiltFiles } from '../warehouse/support/spoilt-files'
import { cli, countingFile, event, file, ndjson, T0, temporaryFolder } from './support/cli'
import { useProgram } from './support/program'

const MONTH = '../shared/data/google-store/events-2016-08.ndjson.gz'

const program = useProgram()

const { AISLE_RUNS = 20, AISLE_SEED = Date.now() % 1e9 } = process.env
const seed = Number(AISLE_SEED)

/** What both engines say of a log: rows, and the report for programs. */
async function both(argv: readonly string[], stdin?: string | Buffer) {
  const ran = []
  for (const engine of ['js', 'duckdb']) {
    const { code, stdout, stderr } = await cli(['decide', ...argv, '--json', '--engine', engine], stdin)
    ran.push({ code, stdout, report: JSON.parse(stderr) })
  }
  return { js: ran[0]!, duckdb: ran[1]! }
}

/** Holds what DuckDB says to what JavaScript says; what is repaired is told alike where rules read it. */
function expectSame({ js, duckdb }: Awaited<ReturnType<typeof both>>) {
  expect(duckdb.stdout).toBe(js.stdout)
  expect(duckdb.code).toBe(js.code)
  const counts = ({
    rows,
    events,
    repeated,
    rejected,
    failures,
    shoppers,
    now,
    warnings,
  }: Record<string, unknown>) => ({
    rows,
    events,
    repeated,
    rejected,
    failures,
    shoppers,
    now,
    warnings,
  })
  expect(counts(duckdb.report)).toEqual(counts(js.report))
  const told = (report: { problems: { fate: string }[] }) => report.problems.filter(({ fate }) => fate !== 'repaired')
  expect(told(duckdb.report)).toEqual(told(js.report))
  // Of each kind some are told, of which JavaScript finds more.
  const isAllTold = js.report.found.every(({ untold }: { untold: number }) => untold === 0)
  if (isAllTold) expect(js.report.problems).toEqual(expect.arrayContaining(duckdb.report.problems))
}

function write(files: readonly SpoiltFile[], folder: string): string[] {
  mkdirSync(folder)
  return files.map(({ name, bytes }) => {
    const place = path.join(folder, name)
    writeFileSync(place, bytes)
    return place
  })
}

describe('aisle decide --engine duckdb', () => {
  it(`gives what --engine js gives, whatever the rules and the files (seed ${seed})`, async () => {
    const folder = temporaryFolder()
    let run = 0
    const logs = questions().chain(({ document, events, now }) =>
      fc.record({ document: fc.constant(document), now: fc.constantFrom(now, 'latest'), files: spoiltFiles(events) }),
    )
    const holds = fc.asyncProperty(logs, async ({ document, now, files }) => {
      const place = path.join(folder, `${++run}`)
      const names = write(files, place)
      const definitions = path.join(place, 'definitions.json')
      writeFileSync(definitions, JSON.stringify(document))
      expectSame(await both([...names, '--definitions', definitions, '--now', String(now)]))
    })
    await fc.assert(holds, { numRuns: Number(AISLE_RUNS), seed, endOnFailure: true })
  }, 600_000)

  it.each(['retentioneering-simple-onlineshop', 'online-retail-ii'])(
    'decides the rows of %s by their map',
    async (map) => {
      const name = readdirSync('examples/data').find((name) => name.startsWith(map))!
      const argv = [`examples/data/${name}`, '--map', `examples/maps/${map}.json`]
      const ran = await both(argv)
      expectSame(ran)
      expect(ran.duckdb.report).toEqual(ran.js.report)
      expect(ran.duckdb.report.shoppers).toBeGreaterThan(100)
    },
  )

  if (!existsSync(MONTH)) it.skip(`decides a shop's month as it went (SKIPPED: ${MONTH} is not there)`)
  else
    it.each(['2016-08-05T12:00:00Z', '2016-08-20T00:00:00Z', 'latest'])("decides a shop's month at %s", async (now) => {
      const some = gunzipSync(readFileSync(MONTH)).toString().split('\n').slice(0, 20_000)
      expectSame(await both([file('month.ndjson', some.join('\n')), '--now', now]))
    })

  it('reads standard input, CSV, and files that are neither by name', async () => {
    const csv = 'id,name,time,visitor_id,total\n1,order_completed,2026-05-01T10:00:00Z,v,5\n2,order_completed,x,v,5\n'
    const log = ndjson(event({ shopper_id: 'a' }), event({ shopper_id: 'b', session_id: '' }), 'x')
    const definitions = ['--definitions', countingFile()]
    for (const [argv, stdin] of [
      [['-'], log],
      [[file('log.csv', csv)], ''],
      [[file('log', log)], ''],
      [[file('log', csv), file('log.ndjson', log)], ''],
      [[file('log.csv', log), '--format', 'ndjson'], ''],
      [[file('log.ndjson', csv), '--format', 'csv'], ''],
    ] as const) {
      const ran = await both([...argv, ...definitions], stdin)
      expectSame(ran)
      expect(ran.js.report.rejected).toBeGreaterThan(0)
    }
  })

  it('tells what is bad line by line, in the order of the files', async () => {
    const long = 'x'.repeat(400)
    const first = file('first.ndjson', ndjson(event(), 'x', event({ id: 'again' }), event({ props: { total: '5' } })))
    const second = file(
      'second.ndjson.gz',
      ndjson(event({ id: 'again' }), event({ time: 5.5 }), event({ props: { long } })),
    )
    const argv = [
      'decide',
      first,
      file('none.ndjson', ''),
      second,
      '--definitions',
      countingFile(),
      '--max-line',
      '300',
    ]
    const { stderr } = await cli([...argv, '--engine', 'duckdb'])
    const js = await cli([...argv, '--engine', 'js'])
    expect(stderr).toBe(js.stderr)
    expect(stderr.split('\n').map((line) => /(\w+\.ndjson(\.gz)?:\d*)/.exec(line)?.[1])).toEqual([
      'first.ndjson:2',
      'first.ndjson:4',
      'none.ndjson:',
      'second.ndjson.gz:1',
      'second.ndjson.gz:2',
      'second.ndjson.gz:3',
      undefined,
      undefined,
    ])
  })

  it('finds one bad row in many, and an event that came again far away', async () => {
    const many = Array.from({ length: 20_000 }, (_, i) => event({ shopper_id: `s${i % 500}`, time: T0 + i }))
    const rows = many.map((one) => JSON.stringify(one))
    rows.splice(12_345, 0, '{"id":"x",}x', rows[3]!)
    const ran = await both([file('log.ndjson', rows.join('\n')), '--definitions', countingFile()])
    expectSame(ran)
    expect(ran.duckdb.report.problems.map(({ line }: { line: number }) => line)).toEqual([12_346, 12_347])
  })

  it('limits definitions to the log', async () => {
    const log = file('log.ndjson', ndjson(event({ name: 'product_viewed' })))
    const ran = await both([log, '--limit-to-log'])
    expectSame(ran)
    expect(ran.js.report.warnings).toHaveLength(1)
  })

  it('takes little memory where it is told to', async () => {
    const temporary = temporaryFolder()
    const rows = Array.from({ length: 30_000 }, (_, i) =>
      event({ shopper_id: `shopper number ${i}`, props: { total: i } }),
    )
    const argv = [file('log.ndjson', ndjson(...rows)), '--definitions', countingFile()]
    const small = await cli(['decide', ...argv, '--engine', 'duckdb', '--memory', '256MB', '--temporary', temporary])
    expect(small.stdout === (await cli(['decide', ...argv])).stdout).toBe(true)
    expect(readdirSync(temporary)).toEqual([])
  })

  it.each([
    ['what it cannot', ['--changes'], /found --changes, expected --engine js/],
    ['an option that DuckDB refuses', ['--memory', 'much'], /Cannot open DuckDB with .*much/],
    ['a folder that is not there', ['--temporary', '/no/such'], /Cannot use folder \/no\/such: ENOENT/],
  ])('refuses %s before it writes', async (_, options, expected) => {
    const out = path.join(temporaryFolder(), 'rows.ndjson')
    const log = file('log.ndjson', ndjson(event()))
    const { code, stderr } = await cli(['decide', log, '--engine', 'duckdb', '--out', out, ...options])
    expect(stderr).toMatch(expected)
    expect(code).toBe(2)
    expect(readdirSync(path.dirname(out))).toEqual([])
  })

  it('leaves nothing where it is stopped', async () => {
    const [folder, temporary] = [temporaryFolder(), temporaryFolder()]
    const rows = ndjson(
      ...Array.from({ length: 100_000 }, (_, i) => event({ shopper_id: `s${i % 9000}`, session_id: '' })),
    )
    const argv = [
      'decide',
      file('log.ndjson.gz', rows),
      '--engine',
      'duckdb',
      '--out',
      path.join(folder, 'rows.ndjson'),
    ]
    const child = spawn(process.execPath, [program, ...argv], { env: { ...process.env, TMPDIR: temporary } })
    const ended = new Promise((done) => child.on('close', (code, signal) => done([code, signal])))
    const isBusy = () => readdirSync(temporary).some((name) => readdirSync(path.join(temporary, name)).length > 0)
    while (!isBusy()) await new Promise((done) => setTimeout(done, 5))
    child.kill('SIGINT')
    expect(await ended).toEqual([130, null])
    expect([readdirSync(folder), readdirSync(temporary)]).toEqual([[], []])
  })

  it('says what to install where DuckDB is missing', async () => {
    const home = temporaryFolder()
    mkdirSync(path.join(home, 'node_modules'))
    for (const name of readdirSync('node_modules'))
      if (name !== '@duckdb' && !name.startsWith('.'))
        symlinkSync(path.resolve('node_modules', name), path.join(home, 'node_modules', name))
    const script = path.join(home, 'cli.mjs')
    copyFileSync(program, script)
    const log = file('log.ndjson', ndjson(event()))
    const child = spawn(process.execPath, [script, 'decide', log, '--engine', 'duckdb'])
    let stderr = ''
    child.stderr.on('data', (text) => {
      stderr += text
    })
    const code = await new Promise((done) => child.on('close', done))
    expect(stderr).toMatch(
      /^Cannot decide with DuckDB: the package "@duckdb\/node-api" is not installed, .* npm i @duckdb\/node-api\n$/,
    )
    expect(code).toBe(2)
  })
})

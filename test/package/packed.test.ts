import { readdirSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Packed, pack, root, run, runWell, tool } from './support/packed'

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }

// Every file of the package is one of these.
const allowed = [
  /^package\.json$/,
  /^README\.md$/,
  /^LICENSE$/,
  /^CHANGELOG\.md$/,
  /^dist\/[\w./-]+\.(js|cjs|d\.ts|d\.cts)(\.map)?$/,
  /^test\/cases\/[\w./-]+\.(json|md)$/,
  /^schemas\/[\w./-]+\.json$/,
]
const required = [
  'package.json',
  'README.md',
  'LICENSE',
  'dist/index.js',
  'dist/index.cjs',
  'dist/index.d.ts',
  'dist/index.d.cts',
  'dist/schemas.js',
  'dist/schemas.cjs',
  'dist/schemas.d.ts',
  'dist/schemas.d.cts',
  'dist/predict.js',
  'dist/predict.cjs',
  'dist/predict.d.ts',
  'dist/predict.d.cts',
  'dist/history.js',
  'dist/history.cjs',
  'dist/history.d.ts',
  'dist/history.d.cts',
  'dist/node.js',
  'dist/node.cjs',
  'dist/node.d.ts',
  'dist/node.d.cts',
  'dist/inspector.js',
  'dist/inspector.cjs',
  'dist/inspector.d.ts',
  'dist/inspector.d.cts',
  'dist/warehouse.js',
  'dist/warehouse.cjs',
  'dist/warehouse.d.ts',
  'dist/warehouse.d.cts',
  'dist/report.js',
  'dist/report.cjs',
  'dist/report.d.ts',
  'dist/report.d.cts',
  'dist/collector.js',
  'dist/collector.cjs',
  'dist/collector.d.ts',
  'dist/collector.d.cts',
  'dist/membership.js',
  'dist/membership.cjs',
  'dist/membership.d.ts',
  'dist/membership.d.cts',
  'dist/adapters/ga4.js',
  'dist/adapters/ga4.cjs',
  'dist/adapters/ga4.d.ts',
  'dist/adapters/ga4.d.cts',
  'dist/adapters/segment.js',
  'dist/adapters/segment.cjs',
  'dist/adapters/segment.d.ts',
  'dist/adapters/segment.d.cts',
  'dist/adapters/shopify.js',
  'dist/adapters/shopify.cjs',
  'dist/adapters/shopify.d.ts',
  'dist/adapters/shopify.d.cts',
  'dist/adapters/snowplow.js',
  'dist/adapters/snowplow.cjs',
  'dist/adapters/snowplow.d.ts',
  'dist/adapters/snowplow.d.cts',
  'dist/adapters/woocommerce.js',
  'dist/adapters/woocommerce.cjs',
  'dist/adapters/woocommerce.d.ts',
  'dist/adapters/woocommerce.d.cts',
  'dist/adapters/meta.js',
  'dist/adapters/meta.cjs',
  'dist/adapters/meta.d.ts',
  'dist/adapters/meta.d.cts',
  'dist/adapters/klaviyo.js',
  'dist/adapters/klaviyo.cjs',
  'dist/adapters/klaviyo.d.ts',
  'dist/adapters/klaviyo.d.cts',
  'dist/adapters/hubspot.js',
  'dist/adapters/hubspot.cjs',
  'dist/adapters/hubspot.d.ts',
  'dist/adapters/hubspot.d.cts',
  'dist/collector/ndjson/ndjson-sink.js',
  'dist/collector/ndjson/ndjson-sink.cjs',
  'dist/collector/ndjson/ndjson-sink.d.ts',
  'dist/collector/ndjson/ndjson-sink.d.cts',
  'dist/collector/postgres/postgres-sink.js',
  'dist/collector/postgres/postgres-sink.cjs',
  'dist/collector/postgres/postgres-sink.d.ts',
  'dist/collector/postgres/postgres-sink.d.cts',
  'dist/collector/duckdb/duckdb-sink.js',
  'dist/collector/duckdb/duckdb-sink.cjs',
  'dist/collector/duckdb/duckdb-sink.d.ts',
  'dist/collector/duckdb/duckdb-sink.d.cts',
  'dist/browser/device/device.js',
  'dist/browser/device/device.cjs',
  'dist/browser/device/device.d.ts',
  'dist/browser/device/device.d.cts',
  'dist/browser/page-speed/web-vitals.js',
  'dist/browser/page-speed/web-vitals.cjs',
  'dist/browser/page-speed/web-vitals.d.ts',
  'dist/browser/page-speed/web-vitals.d.cts',
  'dist/cli/main.js',
  'test/cases/README.md',
]

// What a consumer writes; it compiles only where the types resolve, and only with the types meant.
const consumer = `
import { builtin, compile, type EventProps } from 'aisle'
import { device } from 'aisle/browser/device'
import { type PageMeasures, webVitals } from 'aisle/browser/web-vitals'
import { type Collector, createCollector, type Sink } from 'aisle/collector'
import { openDuckdbSink } from 'aisle/collector/duckdb'
import { openNdjsonSink } from 'aisle/collector/ndjson'
import { openPostgresSink } from 'aisle/collector/postgres'
import { createInspector, type Inspector } from 'aisle/inspector'
import { type Membership, openMembership, verifyWebhook } from 'aisle/membership'
import { createTracker, type LedgerCounts } from 'aisle/node'
import { quantile } from 'aisle/predict'
import { type Report, report } from 'aisle/report'
import { type EventReading, readEvent } from 'aisle/schemas'
import { sql } from 'aisle/warehouse'
const engine = compile(builtin)
const shopper = engine.shopper()
const now: number = shopper.at(0).now
export const segments: Readonly<Record<string, 'in' | 'out' | 'unknown'>> = shopper.at(now).segments
export const reading: EventReading = readEvent({})
export const order: 'order_completed' | null = reading.event?.name === 'order_completed' ? reading.event.name : null
declare module 'aisle' {
  interface CustomEvents {
    quiz_finished: { score: number }
  }
}
export const props: EventProps<'quiz_finished'> = { score: 3 }
export const model: string | undefined = device().enrich()?.context.device.model
export const measuring: Promise<void> = webVitals({ hash_routes: true }).setup({ track: (name: string, measures: PageMeasures) => name })
export const ledger: LedgerCounts = createTracker({ endpoint: 'https://shop.example/collect' }).ledger()
export const opening: Promise<Sink>[] = [openNdjsonSink({ folder: 'a' }), openPostgresSink({ connection: 'postgres://a/b' }), openDuckdbSink({ path: 'a' })]
export const collector: Collector = createCollector({ sinks: [], allow_origins: '*' })
export const reply: Promise<Response> = collector(new Request('https://shop.example/collect'))
export const membership: Promise<Membership> = openMembership({ definitions: builtin, folder: 'a', targets: [] })
export const is_signed: Promise<boolean> = verifyWebhook({}, '', { secret: 'a' }).then(({ ok }) => ok)
export const inspector: Inspector = createInspector({ definitions: builtin })
// @ts-expect-error an inspector needs the definitions that it explains
createInspector({})
export const query: string = sql(builtin, { dialect: 'spark', now }).sql
export const page: Promise<Report> = report(['events.ndjson'], { definitions: builtin, now })
// @ts-expect-error a report is of definitions
report(['events.ndjson'], { now })
// @ts-expect-error a policy is one of two
createCollector({ sinks: [], address: 'keep' })
// @ts-expect-error a quantile is of a trait, by its name
quantile(7)
// @ts-expect-error a document is not a string: were the types any, this line would pass
compile('not a document')
`

let packed: Packed

beforeAll(async () => {
  packed = await pack()
})
afterAll(() => packed?.remove())

describe('the packed files', () => {
  test('are those of a package and no others', () => {
    const paths = packed.files.map((file) => file.path)
    expect(paths.filter((path) => !allowed.some((pattern) => pattern.test(path)))).toEqual([])
    expect(required.filter((path) => !paths.includes(path))).toEqual([])
  })

  test('name no folder of the machine that built them', () => {
    const traces = [root, join(homedir(), '/')].filter((path) => path.length > 2)
    const found = packed.files.filter((file) => traces.some((trace) => file.bytes.includes(trace)))
    expect(found.map((file) => file.path)).toEqual([])
  })

  test('have source maps that bring their sources along', () => {
    for (const file of packed.files.filter(({ path }) => path.endsWith('js.map'))) {
      const map = JSON.parse(file.bytes.toString('utf8')) as { sources: string[]; sourcesContent?: (string | null)[] }
      // An entry that only passes on what its chunks have has no source of its own.
      expect([file.path, map.sourcesContent?.length ?? 0]).toEqual([file.path, map.sources.length])
    }
  })
})

describe('the installed package', () => {
  const print = `console.log(typeof compile, typeof compile(builtin).shopper)`

  test('import gives the core without any dependency', async () => {
    const code = `import { builtin, compile } from 'aisle'; ${print}`
    const { stdout } = await runWell(process.execPath, ['--input-type=module', '-e', code], packed.bare)
    expect(stdout.trim()).toBe('function function')
  })

  test('require gives the core without any dependency', async () => {
    const code = `const { builtin, compile } = require('aisle'); ${print}`
    const { stdout } = await runWell(process.execPath, ['--input-type=commonjs', '-e', code], packed.bare)
    expect(stdout.trim()).toBe('function function')
  })

  test('gives the JSON Schemas and the golden vectors by name', async () => {
    const names = ['schemas', 'cases'].flatMap((folder) => {
      const from = join(root, folder === 'cases' ? 'test/cases' : folder)
      return readdirSync(from)
        .filter((name) => name.endsWith('.json'))
        .map((name) => `aisle/${folder}/${name}`)
    })
    expect(names).toEqual(expect.arrayContaining(['aisle/schemas/event.schema.json', 'aisle/cases/kleene.json']))
    const code = `for (const name of ${JSON.stringify(names)}) console.log(name, typeof require(name))`
    const { stdout } = await runWell(process.execPath, ['--input-type=commonjs', '-e', code], packed.bare)
    expect(stdout.trim().split('\n')).toEqual(names.map((name) => `${name} object`))
  })

  test.each([
    'aisle',
    'aisle/predict',
    'aisle/history',
    'aisle/node',
    'aisle/inspector',
    'aisle/browser/device',
    'aisle/browser/web-vitals',
    'aisle/adapters/ga4',
    'aisle/adapters/segment',
    'aisle/adapters/shopify',
    'aisle/adapters/snowplow',
    'aisle/adapters/woocommerce',
    'aisle/adapters/meta',
    'aisle/adapters/klaviyo',
    'aisle/adapters/hubspot',
    'aisle/collector/ndjson',
    'aisle/collector/postgres',
    'aisle/collector/duckdb',
  ])('importing %s does nothing, and needs no package', async (entry) => {
    const code = `const before = Object.keys(globalThis).length
      await import('${entry}'); console.log(Object.keys(globalThis).length - before)`
    const { stdout, stderr } = await runWell(process.execPath, ['--input-type=module', '-e', code], packed.bare)
    expect({ stdout: stdout.trim(), stderr }).toEqual({ stdout: '0', stderr: '' })
  })

  test.each(['aisle/collector', 'aisle/warehouse', 'aisle/report'])('importing %s does nothing', async (entry) => {
    // zod, which reads what comes from outside, has two names of its own.
    const code = `const before = Object.keys(globalThis).length
      await import('${entry}')
      console.log(Object.keys(globalThis).filter((name) => !name.startsWith('__zod_')).length - before)`
    for (const type of ['module', 'commonjs']) {
      const argv = [`--input-type=${type}`, '-e', `(async () => { ${code} })()`]
      const { stdout, stderr } = await runWell(process.execPath, argv, packed.project)
      expect({ stdout: stdout.trim(), stderr }).toEqual({ stdout: '0', stderr: '' })
    }
  })

  test.each([
    ['node16', 'consumer.ts', 'node16'],
    ['node16', 'consumer.cts', 'node16'],
    ['bundler', 'consumer.ts', 'es2022'],
  ])('gives types with moduleResolution %s in %s', async (moduleResolution, file, module) => {
    // With the declared dependencies: the events' types are inferred from their zod schemas, so zod gives types to all.
    await writeFile(join(packed.project, file), consumer)
    // Without skipLibCheck: the declarations themselves must compile, with no Node types around. zod's name URL, which the
    // DOM has; that the core does without is held by tsconfig.pure.json.
    const compilerOptions = { strict: true, noEmit: true, target: 'es2022', lib: ['es2022', 'dom'], types: [] }
    const config = { compilerOptions: { ...compilerOptions, module, moduleResolution }, files: [file] }
    await writeFile(join(packed.project, 'tsconfig.json'), JSON.stringify(config))
    expect(await run(tool('tsc'), ['-p', '.'], packed.project)).toEqual({ code: 0, stdout: '', stderr: '' })
  })
})

describe('the aisle command', () => {
  const bin = () => join(packed.project, 'node_modules/aisle/dist/cli/main.js')

  test('starts with a line that names its interpreter', () => {
    expect(readFileSync(bin(), 'utf8').split('\n')[0]).toBe('#!/usr/bin/env node')
  })

  test('--version prints the version of the package', async () => {
    const { stdout } = await runWell(process.execPath, [bin(), '--version'], packed.project)
    expect(stdout.trim()).toBe(manifest.version)
  })

  test('--help names the commands', async () => {
    const { stdout } = await runWell(process.execPath, [bin(), '--help'], packed.project)
    expect(stdout).toContain('Usage: aisle')
    expect(stdout).toContain('decide')
  })
})

describe('the package as its readers see it', () => {
  test('publint finds nothing', async () => {
    const { messages, pkg } = await publint({ pkgDir: join(packed.bare, 'node_modules/aisle'), strict: true })
    expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([])
  })

  test('attw finds types that fit every way to import', async () => {
    // The script tag is no module.
    const ended = await run(
      tool('attw'),
      [packed.tarball, '--format', 'ascii', '--no-emoji', '--exclude-entrypoints', './aisle.min.js'],
      packed.bare,
    )
    expect(ended.code, ended.stdout + ended.stderr).toBe(0)
  })
})

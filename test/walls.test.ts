import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { inspect, type Wall, type Walls } from '../scripts/walls'

const root = fileURLToPath(new URL('..', import.meta.url))

// DESIGN.md, section 1: data flows down this list, nothing imports upward.
const house = [
  'vocabulary',
  'language',
  'engine',
  'sessions',
  'segments',
  'lifecycle',
  'predict',
  'history',
  'tracker',
  'browser',
  'node',
  'collector',
  'warehouse',
  'adapters',
  'membership',
  'report',
  'inspector',
  'testing',
  'cli',
]

const anyFile = /./
// The vocabulary's schemas, and what a schema is made of; `bare` below holds that none is on the path of the core.
const schemaFiles =
  /^src\/(vocabulary\/(context|envelope|events|field-kinds|scalar)|(vocabulary|language)\/[a-z-]*schema)\.ts$/

// Rooms whose walls are narrower than "all above".
const narrow: Record<string, Wall> = {
  vocabulary: { rooms: [], packages: { zod: schemaFiles } },
  language: { rooms: [], types: ['vocabulary'], packages: { zod: schemaFiles } },
  engine: { rooms: ['vocabulary', 'language'] },
  sessions: { rooms: ['vocabulary'] },
  segments: { rooms: ['vocabulary', 'language'] },
  lifecycle: { rooms: ['vocabulary', 'language', 'sessions', 'segments'], types: ['engine'] },
  history: { rooms: ['vocabulary', 'language', 'engine', 'sessions'] },
  tracker: { rooms: ['vocabulary'] },
  // Pure, also where they listen in a page: what they work on is handed over, or found on the global object by its shape.
  adapters: { rooms: ['vocabulary'], types: ['tracker'] },
  'predict.ts': { rooms: ['predict'] },
  'history.ts': { rooms: ['history'] },
  'node.ts': { rooms: ['tracker', 'node'] },
  'collector.ts': { rooms: ['collector'] },
  'membership.ts': { rooms: ['membership'] },
  'warehouse.ts': { rooms: ['warehouse'], types: ['history'] },
  'report.ts': { rooms: ['report'] },
  'schemas.ts': { rooms: ['vocabulary', 'language'] },
  'index.ts': { rooms: ['vocabulary', 'language', 'engine', 'sessions', 'segments', 'lifecycle'] },
  'browser.ts': { rooms: ['tracker', 'browser'] },
  'inspector.ts': { rooms: ['inspector'] },
  'testing.ts': { rooms: ['testing'], types: ['tracker'] },
}

// npm packages and Node, by room: what is not named here stays out.
const outside: Record<string, Pick<Wall, 'packages' | 'node'>> = {
  // Each in one file alone. Those of a plugin are optional: it loads them when it needs them, and the tracker never does.
  browser: {
    packages: {
      'idb-keyval': /^src\/browser\/idb-store\.ts$/,
      'ua-parser-js': /^src\/browser\/device\/device\.ts$/,
      'web-vitals': /^src\/browser\/page-speed\/web-vitals\.ts$/,
    },
  },
  node: { node: true },
  collector: {
    node: true,
    // Those of a sink are optional: it loads them when it is opened.
    packages: {
      isbot: /^src\/collector\/user-agent\.ts$/,
      'ua-parser-js': /^src\/collector\/user-agent\.ts$/,
      pg: /^src\/collector\/postgres\/postgres-sink\.ts$/,
      '@duckdb/node-api': /^src\/collector\/duckdb\/duckdb-sink\.ts$/,
    },
  },
  warehouse: {
    node: true,
    packages: {
      zod: anyFile,
      'csv-parse': /^src\/warehouse\/input\/csv\.ts$/,
      fzstd: /^src\/warehouse\/input\/unzstd\.ts$/,
      tinyglobby: /^src\/warehouse\/input\/expand-patterns\.ts$/,
      '@duckdb/node-api': /^src\/warehouse\/duckdb\/open-duckdb\.ts$/,
    },
  },
  // Optional: it is loaded when something is to be drawn.
  report: { node: true, packages: { echarts: /^src\/report\/charts\/draw\.ts$/ } },
  testing: { node: true },
  cli: {
    node: true,
    packages: {
      zod: anyFile,
      commander: anyFile,
      'cli-progress': anyFile,
      srvx: anyFile,
      aisle: anyFile,
    },
  },
}

// The entries on whose path there is no npm package: `schemas.ts` brings zod, `browser.ts` idb-keyval; `node.ts`,
// `collector.ts`, `membership.ts`, `warehouse.ts`, `report.ts` and `testing.ts` are for Node alone.
const bare = readdirSync(join(root, 'src'))
  .filter(
    (name) =>
      name.endsWith('.ts') &&
      ![
        'schemas.ts',
        'browser.ts',
        'node.ts',
        'collector.ts',
        'membership.ts',
        'warehouse.ts',
        'report.ts',
        'testing.ts',
      ].includes(name),
  )
  .map((name) => `src/${name}`)

const walls: Walls = {
  rooms: {
    ...Object.fromEntries(house.map((room, place) => [room, { rooms: house.slice(0, place), ...outside[room] }])),
    ...narrow,
    // The command line is thin over all rooms, and uses the core as a user does.
    cli: { rooms: [...house, 'index.ts'], ...outside.cli },
  },
  bare,
}

function readSources(): Map<string, string> {
  const paths = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  const files = paths.map((path) => `src/${path.replaceAll('\\', '/')}`).filter((path) => path.endsWith('.ts'))
  return new Map(files.sort().map((path) => [path, readFileSync(join(root, path), 'utf8')]))
}

describe('the walls of src', () => {
  const sources = readSources()

  test('stand', () => {
    expect(inspect(sources, walls)).toEqual([])
  })

  test('are about files that are there', () => {
    expect(sources.size).toBeGreaterThan(0)
    expect(walls.bare).toEqual(expect.arrayContaining(['src/index.ts', 'src/predict.ts']))
  })
})

describe('inspect()', () => {
  const check = (files: Record<string, string>) =>
    inspect(new Map(Object.entries(files)), { ...walls, bare: ['src/index.ts'] })
  const leaf = 'export const a = 1'

  test.each<[string, Record<string, string>]>([
    ['an import from above', { 'src/engine/a.ts': `import { a } from '../language/b'`, 'src/language/b.ts': leaf }],
    ['the same folder', { 'src/engine/a.ts': `import { a } from './b'`, 'src/engine/b.ts': leaf }],
    [
      'types of the vocabulary in language',
      { 'src/language/a.ts': `import type { A } from '../vocabulary/b'`, 'src/vocabulary/b.ts': leaf },
    ],
    ['zod in a schema file', { 'src/vocabulary/events.ts': `import { z } from 'zod'` }],
    ['types of zod anywhere', { 'src/engine/a.ts': `import type { z } from 'zod'` }],
    ['Node in the command line', { 'src/cli/main.ts': `import { readFile } from 'node:fs/promises'` }],
    ['a member called eval', { 'src/engine/a.ts': `export const a = (b: { eval(): void }) => b.eval()` }],
    [
      'Function as a type',
      { 'src/engine/a.ts': `export type A = Function; export const a = (b: unknown) => b instanceof Function` },
    ],
    ['eval in a comment or a string', { 'src/engine/a.ts': `// eval('1')\nexport const a = 'new Function()'` }],
    ['a file with its extension', { 'src/engine/a.ts': `import { a } from './b.js'`, 'src/engine/b.ts': leaf }],
    ['the engine in history', { 'src/history/a.ts': `import { a } from '../engine/b'`, 'src/engine/b.ts': leaf }],
    ['predict in its entry', { 'src/predict.ts': `export { a } from './predict/b'`, 'src/predict/b.ts': leaf }],
    [
      'a type-only way to a package',
      {
        'src/index.ts': `export type { A } from './vocabulary/a-schema'`,
        'src/vocabulary/a-schema.ts': `import 'zod'`,
      },
    ],
  ])('lets %s pass', (_, files) => {
    expect(check(files)).toEqual([])
  })

  test.each<[string, Record<string, string>, string | RegExp]>([
    [
      'an import from below',
      { 'src/engine/a.ts': `\nimport { a } from '../segments/b'`, 'src/segments/b.ts': leaf },
      'src/engine/a.ts:2 imports src/segments/b.ts: engine may import vocabulary, language',
    ],
    [
      'a type from below',
      { 'src/engine/a.ts': `import type { A } from '../segments/b'`, 'src/segments/b.ts': leaf },
      'engine may import vocabulary, language',
    ],
    [
      'an inline type from below',
      { 'src/engine/a.ts': `export type A = import('../segments/b').A`, 'src/segments/b.ts': leaf },
      'engine may import vocabulary, language',
    ],
    [
      'an export from below',
      { 'src/vocabulary/a.ts': `export * from '../engine/b'`, 'src/engine/b.ts': leaf },
      'vocabulary may import no other room',
    ],
    [
      'the catalogue in history',
      { 'src/history/a.ts': `import { a } from '../segments/b'`, 'src/segments/b.ts': leaf },
      'history may import vocabulary, language, engine, sessions',
    ],
    [
      'an import() from below',
      { 'src/engine/a.ts': `export const a = () => import('../cli/b')`, 'src/cli/b.ts': leaf },
      'engine may import vocabulary, language',
    ],
    [
      'values of the vocabulary in language',
      { 'src/language/a.ts': `import { type A, a } from '../vocabulary/b'`, 'src/vocabulary/b.ts': leaf },
      'language may import only types of vocabulary',
    ],
    [
      'the entry in a room',
      { 'src/engine/a.ts': `import { a } from '../index'`, 'src/index.ts': leaf },
      'engine may import vocabulary, language',
    ],
    [
      'a late room in the entry',
      { 'src/index.ts': `export { a } from './tracker/b'`, 'src/tracker/b.ts': leaf },
      'index.ts may import vocabulary, language, engine, sessions, segments, lifecycle',
    ],
    [
      'a cycle',
      {
        'src/engine/a.ts': `import './b'`,
        'src/engine/b.ts': `import './c'`,
        'src/engine/c.ts': `import type {} from './a'`,
      },
      'src/engine/a.ts -> src/engine/b.ts -> src/engine/c.ts -> src/engine/a.ts is a cycle',
    ],
    ['an inner barrel', { 'src/engine/index.ts': leaf }, 'src/engine/index.ts is an inner barrel'],
    ['a room without a wall', { 'src/attic/a.ts': leaf }, 'src/attic/a.ts is in no room of the table'],
    ['a file that is not there', { 'src/engine/a.ts': `import './gone'` }, 'imports ./gone: no such file in src'],
    ['eval', { 'src/engine/a.ts': `export const a = () => eval('1')` }, 'src/engine/a.ts:1 uses eval'],
    ['eval by another name', { 'src/engine/a.ts': `const run = eval\nexport const a = run('1')` }, 'uses eval'],
    ['eval off the global object', { 'src/cli/a.ts': `export const a = globalThis.eval('1')` }, 'uses eval'],
    [
      'new Function',
      { 'src/engine/a.ts': `export const a = new Function('return 1')` },
      'src/engine/a.ts:1 uses Function',
    ],
    ['Function called', { 'src/engine/a.ts': `export const a = Function('return 1')` }, 'uses Function'],
    [
      'zod outside a schema file',
      { 'src/vocabulary/a.ts': `import { z } from 'zod'` },
      /src\/vocabulary\/a.ts:1 imports zod at run time: only files like/,
    ],
    [
      'zod as an inline type, which stays',
      { 'src/engine/a.ts': `import { type z } from 'zod'` },
      'imports zod at run time: engine has no such package',
    ],
    [
      'a package no room has',
      { 'src/cli/a.ts': `import 'left-pad/x'` },
      'imports left-pad/x at run time: cli has no such package',
    ],
    ['Node in a pure room', { 'src/engine/a.ts': `import 'node:fs'` }, 'imports node:fs: engine runs without Node'],
    [
      'a package on the way from the entry',
      {
        'src/index.ts': `export { a } from './vocabulary/a'`,
        'src/vocabulary/a.ts': `export { a } from './b-schema'`,
        'src/vocabulary/b-schema.ts': `import { z } from 'zod'\nexport const a = z`,
      },
      'src/index.ts reaches the package zod at run time: src/index.ts -> src/vocabulary/a.ts -> src/vocabulary/b-schema.ts',
    ],
  ])('reports %s', (_, files, problem) => {
    const problems = check(files)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toEqual(expect.stringMatching(problem))
  })
})

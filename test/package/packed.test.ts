import { readdirSync, readFileSync } from 'node:fs'
import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { consumer } from './support/consumer'
import { type Packed, pack, root, run, runWell, tool } from './support/packed'

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }

let packed: Packed

beforeAll(async () => {
  packed = await pack()
})
afterAll(() => packed?.remove())

describe('the packed files', () => {
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

  test.each(['aisle/collector', 'aisle/warehouse', 'aisle/report', 'aisle/testing'])(
    'importing %s does nothing',
    async (entry) => {
      // zod, which reads what comes from outside, has two names of its own.
      const code = `const before = Object.keys(globalThis).length
      await import('${entry}')
      console.log(Object.keys(globalThis).filter((name) => !name.startsWith('__zod_')).length - before)`
      for (const type of ['module', 'commonjs']) {
        const argv = [`--input-type=${type}`, '-e', `(async () => { ${code} })()`]
        const { stdout, stderr } = await runWell(process.execPath, argv, packed.project)
        expect({ stdout: stdout.trim(), stderr }).toEqual({ stdout: '0', stderr: '' })
      }
    },
  )

  test.each([
    ['module', 'await import'],
    ['commonjs', 'require'],
  ])('aisle/testing runs a tracker and its engine in a tab, as %s', async (type, load) => {
    const code = `const { createFakeShop } = ${load}('aisle/testing')
      const { builtin } = ${load}('aisle')
      const shop = createFakeShop()
      const tracker = shop.openTab().createTracker({ definitions: builtin, consent: { analytics: true, personalization: true } })
      shop.pass(1_000).then(() => console.log(tracker.ledger().delivered, tracker.getSnapshot().is_ready, shop.errors))`
    const { stdout } = await runWell(process.execPath, [`--input-type=${type}`, '-e', code], packed.project)
    expect(stdout.trim()).toBe('1 true []')
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

describe('the plugin to copy', () => {
  // In folders of their own: what another file imports would be found here as well.
  test.each([
    ['bundler', 'esnext'],
    ['node16', 'node16'],
  ])('compiles as it is with moduleResolution %s', async (moduleResolution, module) => {
    const folder = join(packed.project, `plugin-${moduleResolution}`)
    await mkdir(folder)
    await copyFile(join(root, 'examples/plugin/experiments.ts'), join(folder, 'experiments.ts'))
    const compilerOptions = { strict: true, noEmit: true, target: 'es2022', lib: ['es2022', 'dom'], types: [] }
    const config = { compilerOptions: { ...compilerOptions, module, moduleResolution }, files: ['experiments.ts'] }
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config))
    expect(await run(tool('tsc'), ['-p', '.'], folder)).toEqual({ code: 0, stdout: '', stderr: '' })
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

import { build, type Plugin } from 'esbuild'
import { defineConfig, type Options } from 'tsup'

// What users import: each is in package.json's `exports` too.
const entries = {
  index: 'src/index.ts',
  schemas: 'src/schemas.ts',
  predict: 'src/predict.ts',
  history: 'src/history.ts',
  browser: 'src/browser.ts',
  inspector: 'src/inspector.ts',
  testing: 'src/testing.ts',
  node: 'src/node.ts',
  collector: 'src/collector.ts',
  membership: 'src/membership.ts',
  warehouse: 'src/warehouse.ts',
  report: 'src/report.ts',
  'collector/duckdb/duckdb-sink': 'src/collector/duckdb/duckdb-sink.ts',
  'collector/ndjson/ndjson-sink': 'src/collector/ndjson/ndjson-sink.ts',
  'collector/postgres/postgres-sink': 'src/collector/postgres/postgres-sink.ts',
  'adapters/ga4': 'src/adapters/ga4.ts',
  'adapters/segment': 'src/adapters/segment.ts',
  'adapters/shopify': 'src/adapters/shopify.ts',
  'adapters/snowplow': 'src/adapters/snowplow.ts',
  'adapters/woocommerce': 'src/adapters/woocommerce.ts',
  'adapters/meta': 'src/adapters/meta.ts',
  'adapters/klaviyo': 'src/adapters/klaviyo.ts',
  'adapters/hubspot': 'src/adapters/hubspot.ts',
  'browser/device/device': 'src/browser/device/device.ts',
  'browser/page-speed/web-vitals': 'src/browser/page-speed/web-vitals.ts',
}

/**
 * Keeps every source file a file of its own, and has each import name the built one. So a bundler drops whole files that a
 * page does not use (`sideEffects: false` speaks of files), and the core is in the package once.
 */
const keepModules = (extension: string): Plugin => ({
  name: 'keep-modules',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^\.\.?\// }, ({ path, kind }) =>
      kind === 'entry-point' || path.endsWith('.json') ? undefined : { path: `${path}${extension}`, external: true },
    )
  },
})

/** The files whose every export is a definition; the lists of them are left as they are. */
const DEFINITIONS =
  /src.(segments.(channel|device|influence|mood|shopping-style|value-and-risk|visit-intent)|lifecycle.(aida|customer-lifecycle|purchase-journey))\.ts$/

/**
 * Writes definitions out as the plain JSON that they are: smaller for a page than the code that builds them, and each one
 * that a page does not use leaves its bundle, whatever the bundler knows of functions without side effects.
 */
const plainDefinitions: Plugin = {
  name: 'plain-definitions',
  setup: ({ onLoad }) => {
    onLoad({ filter: DEFINITIONS }, async ({ path }) => {
      const built = await build({ entryPoints: [path], bundle: true, format: 'esm', write: false })
      const code = Buffer.from(built.outputFiles[0]!.contents).toString('base64')
      const definitions: object = await import(`data:text/javascript;base64,${code}`)
      const lines = Object.entries(definitions).map(
        ([name, value]) => `export const ${name} = ${JSON.stringify(value)}`,
      )
      return { contents: lines.join('\n'), loader: 'js' }
    })
  },
}

const shared: Options = {
  sourcemap: true,
  target: 'es2022',
  dts: { entry: entries },
  splitting: false,
  // Runtimes other than Node know its modules by their whole name alone.
  removeNodeProtocol: false,
}

export default defineConfig([
  {
    ...shared,
    clean: true,
    entry: ['src/**/*.ts', '!src/browser/script.ts'],
    format: 'esm',
    esbuildPlugins: [keepModules('.js'), plainDefinitions],
  },
  {
    ...shared,
    entry: ['src/**/*.ts', '!src/cli/**', '!src/browser/script.ts'],
    format: 'cjs',
    esbuildPlugins: [keepModules('.cjs'), plainDefinitions],
  },
  // The script tag: one file with all in it.
  {
    target: 'es2022',
    entry: { aisle: 'src/browser/script.ts' },
    format: 'iife',
    platform: 'browser',
    minify: true,
    noExternal: [/./],
    outExtension: () => ({ js: '.min.js' }),
    esbuildPlugins: [plainDefinitions],
  },
])

import type { Plugin } from 'esbuild'
import { defineConfig, type Options } from 'tsup'

// What users import: each is in package.json's `exports` too.
const entries = {
  index: 'src/index.ts',
  schemas: 'src/schemas.ts',
  predict: 'src/predict.ts',
  history: 'src/history.ts',
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

const shared: Options = { sourcemap: true, target: 'es2022', dts: { entry: entries }, splitting: false }

export default defineConfig([
  {
    ...shared,
    clean: true,
    entry: ['src/**/*.ts'],
    format: 'esm',
    esbuildPlugins: [keepModules('.js')],
  },
  {
    ...shared,
    entry: ['src/**/*.ts', '!src/cli/**'],
    format: 'cjs',
    esbuildPlugins: [keepModules('.cjs')],
  },
])

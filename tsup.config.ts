import { defineConfig } from 'tsup'

const shared = { sourcemap: true, target: 'es2022', treeshake: true } as const

// What users import: each is in package.json's `exports` too.
const entries = {
  index: 'src/index.ts',
  schemas: 'src/schemas.ts',
  predict: 'src/predict.ts',
  history: 'src/history.ts',
}

// The ESM entries share their chunks, so that the core is in the package once.
export default defineConfig([
  {
    ...shared,
    clean: true,
    dts: { entry: entries },
    entry: { ...entries, cli: 'src/cli/main.ts' },
    format: 'esm',
    splitting: true,
  },
  { ...shared, dts: { entry: entries }, entry: entries, format: 'cjs', splitting: true },
])

import { defineConfig } from 'tsup'

const shared = { sourcemap: true, target: 'es2022', treeshake: true } as const

// The ESM entries share their chunks, so that the core is in the package once.
export default defineConfig([
  {
    ...shared,
    clean: true,
    dts: { entry: { index: 'src/index.ts', schemas: 'src/schemas.ts' } },
    entry: { index: 'src/index.ts', schemas: 'src/schemas.ts', cli: 'src/cli/main.ts' },
    format: 'esm',
    splitting: true,
  },
  {
    ...shared,
    dts: { entry: { index: 'src/index.ts', schemas: 'src/schemas.ts' } },
    entry: { index: 'src/index.ts', schemas: 'src/schemas.ts' },
    format: 'cjs',
  },
])

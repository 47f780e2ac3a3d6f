import { defineConfig } from 'tsup'

const shared = { clean: false, dts: true, sourcemap: true, target: 'es2022', treeshake: true } as const

export default defineConfig([
  { ...shared, entry: { index: 'src/index.ts' }, format: ['esm', 'cjs'] },
  { ...shared, entry: { cli: 'src/cli/main.ts' }, format: ['esm'], dts: false, external: ['aisle'] },
])

import { defineConfig } from 'vitest/config'

// The packed package with compilers, bundlers and versions of Node that are no part of the repository. Apart from
// `npm test`, as they take minutes, and what `npm run test:package` installs for them.
export default defineConfig({
  test: {
    include: ['test/matrix/**/*.test.ts'],
    globalSetup: 'test/package/support/build.ts',
    maxWorkers: 2,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
})

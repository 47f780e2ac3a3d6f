import { defineConfig } from 'vitest/config'

// Engines that npm does not bring. Apart from `npm test`, as they take minutes, and a Python with what
// `npm run test:engines` installs for them.
export default defineConfig({
  test: {
    include: ['test/engines/**/*.test.ts'],
    // An engine is started once, for all files.
    isolate: false,
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
})

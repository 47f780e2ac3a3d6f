import { defineConfig } from 'vitest/config'

// Whole logs of real shops, and the command as processes of its own: what takes seconds where a unit takes milliseconds.
const whole = ['collect', 'decide-duckdb', 'docs', 'google-store', 'joined-maps', 'map', 'process'].map(
  (name) => `test/cli/${name}.test.ts`,
)

// Pages that run what is published, and not the sources.
const built = ['csp', 'script-tag'].map((name) => `test/browser/${name}.test.ts`)

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'node',
          include: ['test/**/*.test.ts'],
          exclude: [
            'test/browser/**',
            'test/docs/**',
            'test/engines/**',
            'test/matrix/**',
            'test/package/**',
            'test/warehouse/**',
            ...whole,
          ],
          testTimeout: 60_000,
          // Files of a worker share what they import: a third of the whole time. No test changes what another sees.
          isolate: false,
          setupFiles: 'test/support/keep-globals.ts',
        },
      },
      { test: { name: 'command', include: whole, testTimeout: 60_000 } },
      // Other engines: each query takes one of them longer to plan than a unit takes in all.
      { test: { name: 'warehouse', include: ['test/warehouse/**/*.test.ts'], testTimeout: 60_000 } },
      // The pages: their links, numbers and snippets. Apart, as it starts the compiler.
      { test: { name: 'docs', include: ['test/docs/**/*.test.ts'], testTimeout: 60_000 } },
      // What runs in a page, against a document without a browser: quick, and no proof of what browsers do.
      {
        test: {
          name: 'dom',
          include: ['test/browser/dom/**/*.test.ts'],
          environment: 'happy-dom',
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          exclude: ['test/browser/dom/**', 'test/browser/docs-site/**', ...built],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // A browser on a busy machine takes longer than a second for what is a moment elsewhere.
          expect: { poll: { timeout: 10_000 } },
          // The scenarios of delivery, each with a browser of its own: they wait more than they work.
          maxConcurrency: 8,
        },
      },
      // The site of the pages, as `npm run docs` builds it.
      {
        test: {
          name: 'site',
          include: ['test/browser/docs-site/**/*.test.ts'],
          globalSetup: 'test/browser/docs-site/build.ts',
          testTimeout: 60_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 10_000 } },
        },
      },
      {
        test: {
          name: 'package',
          include: ['test/package/**/*.test.ts', ...built],
          globalSetup: 'test/package/support/build.ts',
          testTimeout: 180_000,
          hookTimeout: 180_000,
          expect: { poll: { timeout: 10_000 } },
        },
      },
    ],
  },
})

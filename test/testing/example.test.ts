import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

test('examples/plugin passes its own tests, under Node’s test runner', async () => {
  const command = ['scripts/run.mjs', 'examples/plugin/experiments.test.ts']
  // A test runner that is started by another one prints for that one.
  const env = { ...process.env, NODE_TEST_CONTEXT: undefined, NO_COLOR: '1' }
  const { stdout } = await promisify(execFile)(process.execPath, command, { cwd: root, timeout: 60_000, env })
  expect(stdout).toMatch(/^(# |ℹ )fail 0$/m)
  expect(stdout).toMatch(/^(# |ℹ )pass 1[1-9]$/m)
  expect(stdout).toContain('does nothing before there is consent, nor where it is denied')
})

test('examples/plugin/experiments.ts is shorter than 60 lines', () => {
  expect(readFileSync(join(root, 'examples/plugin/experiments.ts'), 'utf8').split('\n').length).toBeLessThan(60)
})

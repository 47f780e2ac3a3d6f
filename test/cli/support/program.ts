import { rmSync } from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll } from 'vitest'

/**
 * Bundles the command line as the package has it, for the tests of a file.
 *
 * @returns The path of a script for Node, there while the tests run.
 */
export function useProgram(): string {
  // Within node_modules, so that the bundle finds the packages it leaves outside.
  const outfile = path.resolve(`node_modules/.cache/aisle/cli-${process.pid}.mjs`)
  beforeAll(async () => {
    await build({
      entryPoints: ['src/cli/main.ts'],
      outfile,
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
      target: 'node20',
    })
  })
  afterAll(() => rmSync(outfile))
  return outfile
}

import { describe, expect, test } from 'vitest'
import { loadPackage } from '../../../src/collector/sql/load-package'

// Past the compiler and the bundler.
const load = (name: string) => () => import(/* @vite-ignore */ name)

describe('loadPackage()', () => {
  test('gives what is there', async () => {
    expect(await loadPackage('node:path', () => import('node:path'))).toHaveProperty('join')
  })

  test.each(['no-such-package', '@no-such/package'])('says what to install where %s is missing', async (name) => {
    await expect(loadPackage(name, load(name))).rejects.toMatchObject({
      code: 'package_missing',
      message: `Cannot open the sink: the package "${name}" is not installed, expected it beside this one: npm i ${name}`,
      cause: expect.any(Error),
    })
  })

  test('knows what `require` says of a missing package', async () => {
    const cause = Object.assign(new Error("Cannot find module 'pg'\nRequire stack: ..."), { code: 'MODULE_NOT_FOUND' })
    await expect(loadPackage('pg', () => Promise.reject(cause))).rejects.toMatchObject({ code: 'package_missing' })
  })

  test('leaves other failures as they are: its own packages missing, or broken', async () => {
    const own = Object.assign(new Error("Cannot find module '@duckdb/node-bindings-x/duckdb.node'"), {
      code: 'MODULE_NOT_FOUND',
    })
    await expect(loadPackage('@duckdb/node-api', () => Promise.reject(own))).rejects.toBe(own)
    const broken = new SyntaxError('no')
    await expect(loadPackage('pg', () => Promise.reject(broken))).rejects.toBe(broken)
  })
})

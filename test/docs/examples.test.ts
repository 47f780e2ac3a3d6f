import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { examples } from './support/examples'
import { root } from './support/markdown'
import { events } from './support/prelude'
import { ENTRIES, runSnippet, typeProblems } from './support/snippets'

/** Examples that are compiled and not run, with what they need. */
const needs: Readonly<Record<string, string>> = {
  'aisle-collector-postgres-openPostgresSink': 'a server of PostgreSQL',
}

const all = examples()
const home = process.cwd()
let folder: string

// What examples read and write by a name alone is in a folder of its own.
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'aisle-examples-'))
  const log = events.map((event) => `${JSON.stringify(event)}\n`).join('')
  writeFileSync(join(folder, 'events.ndjson'), log)
  writeFileSync(join(folder, 'events.ndjson.gz'), gzipSync(log))
  process.chdir(folder)
  vi.spyOn(console, 'log').mockImplementation(() => {})
})
afterAll(() => {
  vi.restoreAllMocks()
  process.chdir(home)
  rmSync(folder, { recursive: true, force: true })
})

describe('the examples of the public names', () => {
  test('are those of every entry of the package', () => {
    const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { exports: object }
    const names = Object.entries(exports).flatMap(([name, to]) =>
      typeof to === 'object' ? [`aisle${name.slice(1)}`] : [],
    )
    expect(Object.keys(ENTRIES).sort()).toEqual(names.sort())
    for (const name of ['aisle-compile', 'aisle-vip', 'aisle-predict-quantile'])
      expect(all.map(([each]) => each)).toContain(name)
  })

  test('compile', () => {
    expect(typeProblems(new Map(all))).toEqual([])
  })

  test.each(all.filter(([name]) => needs[name] === undefined))(
    '%s runs, and what it claims holds',
    async (name, code) => {
      await runSnippet(name, code)
    },
  )

  test('run, but for those that are there and need what a test has not', () => {
    expect(Object.keys(needs).filter((name) => !all.some(([each]) => each === name))).toEqual([])
  })
})

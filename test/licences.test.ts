import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { allowedLicences } from '../scripts/allowed-licences'
import { allPackages, licencesPage } from '../scripts/generate-licences'
import { type Allowed, type Lock, licenceProblems, licencesOf } from '../scripts/licences'

const root = fileURLToPath(new URL('..', import.meta.url))
const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Lock }

describe('the licences of what Aisle uses', () => {
  const all = allPackages()

  test('are those that were reviewed', () => {
    expect(licenceProblems(all, allowedLicences)).toEqual([])
  })

  test('are listed: THIRD-PARTY-LICENSES.md is what `npm run licences` writes', async () => {
    expect(await licencesPage()).toBe(readFileSync(join(root, 'THIRD-PARTY-LICENSES.md'), 'utf8'))
  })

  test('keep ua-parser-js at 1.x: 2.x is under the AGPL', () => {
    expect(packages['']?.dependencies?.['ua-parser-js']).toMatch(/^[\^~]?1\./)
    const versions = all.filter(({ name }) => name === 'ua-parser-js').map(({ version }) => version)
    expect(versions).toEqual([expect.stringMatching(/^1\./)])
  })

  test('were reviewed for packages that are still there', () => {
    const names = all.map(({ name }) => name)
    expect(Object.keys(allowedLicences.read).filter((name) => !names.includes(name))).toEqual([])
    const used = all.flatMap(({ licence }) => licence.split(/[\s()]+/))
    expect(allowedLicences.licences.filter((licence) => !used.includes(licence))).toEqual([])
  })
})

const allowed: Allowed = { licences: ['MIT', 'ISC'], tools: { 'MPL-2.0': ['tester'] }, read: { odd: 'MIT' } }

describe('licencesOf()', () => {
  const of = (lock: Lock) =>
    licencesOf(lock, allowed).map(({ name, version, licence, use }) => `${name} ${version} ${licence} ${use}`)

  test('tells who meets a package, also through others and in a folder of their own', () => {
    const lock: Lock = {
      '': { dependencies: { a: '1' }, peerDependencies: { p: '1' } },
      'node_modules/a': { version: '1.0.0', license: 'MIT', dependencies: { b: '2' } },
      'node_modules/a/node_modules/b': { version: '2.0.0', license: 'ISC' },
      'node_modules/b': { version: '1.0.0', license: 'MIT' },
      'node_modules/p': { version: '1.0.0', license: 'MIT', optionalDependencies: { '@p/linux-x64': '1' } },
      'node_modules/@p/linux-x64': { version: '1.0.0' },
    }
    expect(of(lock)).toEqual([
      '@p/linux-x64 1.0.0 MIT optional',
      'a 1.0.0 MIT runtime',
      'b 1.0.0 MIT development',
      'b 2.0.0 ISC runtime',
      'p 1.0.0 MIT optional',
    ])
  })

  test('reads what was read by hand where a manifest points to a file, and says none where nothing does', () => {
    const lock: Lock = {
      'node_modules/odd': { version: '1.0.0', license: 'SEE LICENSE IN LICENSE' },
      'node_modules/silent': { version: '1.0.0' },
    }
    expect(of(lock)).toEqual(['odd 1.0.0 MIT development', 'silent 1.0.0 none development'])
    // It counts no longer once the manifest says otherwise.
    expect(of({ 'node_modules/odd': { version: '2.0.0', license: 'AGPL-3.0' } })).toEqual([
      'odd 2.0.0 AGPL-3.0 development',
    ])
  })
})

describe('licenceProblems()', () => {
  const check = (licence: string, use: 'runtime' | 'development' = 'runtime', name = 'a') =>
    licenceProblems([{ name, version: '1.0.0', licence, use }], allowed)

  test.each(['MIT', '(GPL-3.0 OR MIT)', '(ISC AND MIT)'])('lets %s pass', (licence) => {
    expect(check(licence)).toEqual([])
  })

  test.each(['AGPL-3.0', '(MIT AND GPL-3.0)', 'none', 'MIT-0', 'MPL-2.0'])('tells %s', (licence) => {
    expect(check(licence)).toEqual([`Cannot use "a" 1.0.0 (runtime): its licence is ${licence}, expected MIT, ISC`])
  })

  test('lets a licence of tools pass for those tools, in development alone', () => {
    expect(check('MPL-2.0', 'development', 'tester')).toEqual([])
    expect(check('MPL-2.0', 'development', 'tester-linux-x64')).toEqual([])
    expect(check('MPL-2.0', 'development', 'a')).toHaveLength(1)
    expect(check('MPL-2.0', 'runtime', 'tester')).toHaveLength(1)
  })
})

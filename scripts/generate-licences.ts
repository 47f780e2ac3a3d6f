/**
 * Writes THIRD-PARTY-LICENSES.md: what is inside the package with the texts of its licences, what installing it brings,
 * and what it is developed with: `npm run licences`.
 *
 * @module
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { build } from 'esbuild'
import { allowedLicences } from './allowed-licences'
import { byName, type Licensed, type Lock, licenceProblems, licencesOf, type Use } from './licences'

const PAGE = 'THIRD-PARTY-LICENSES.md'

const readLock = (path: string): Lock => JSON.parse(readFileSync(path, 'utf8')).packages

/** Every package that package-lock.json names, and those that the package is tried with. */
export function allPackages(): Licensed[] {
  const matrix = { ...readLock('test/matrix/package-lock.json'), '': {} }
  const lists = [readLock('package-lock.json'), matrix].flatMap((lock) => licencesOf(lock, allowedLicences))
  const found = new Map(lists.reverse().map((each) => [`${each.name} ${each.version}`, each]))
  return [...found.values()].sort(byName)
}

/** The packages whose code is in `aisle.min.js`; every other file of the package imports them. */
async function bundledPackages(): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: ['src/browser/script.ts'],
    bundle: true,
    write: false,
    metafile: true,
    logLevel: 'silent',
  })
  const inside = Object.keys(metafile.inputs).map((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1])
  return [...new Set(inside.filter((name) => name !== undefined))].sort()
}

function textOf(name: string): string {
  const folder = `node_modules/${name}`
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each))
  if (file === undefined) throw new Error(`Cannot list "${name}": no licence file, expected one in ${folder}`)
  return readFileSync(`${folder}/${file}`, 'utf8').trim()
}

/** What idb-keyval's notice, and that of others, names by its address alone; its licence asks for a copy. */
function apacheText(): string {
  return readFileSync('node_modules/typescript/LICENSE.txt', 'utf8').trim()
}

function table(packages: readonly Licensed[], use: Use): string {
  const rows = packages.filter((each) => each.use === use)
  const lines = rows.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`)
  return ['| package | version | licence |', '|---|---|---|', ...lines].join('\n')
}

/** The page, from package-lock.json and the installed licence files. */
export async function licencesPage(): Promise<string> {
  const all = allPackages()
  const bundled = await bundledPackages()
  const isApache = all.some(({ name, licence }) => bundled.includes(name) && licence === 'Apache-2.0')
  const texts = bundled.map((name) => [name, textOf(name)] as const)
  if (isApache) texts.push(['Apache License, Version 2.0', apacheText()])
  return [
    '# Licences of others',
    'Made by `npm run licences` from the lock files. Aisle itself is under the licence in `LICENSE`.',
    '## Inside the package',
    'The code of these is in `dist/aisle.min.js`, the file for a script tag.',
    ...texts.map(([title, text]) => `### ${title}\n\n\`\`\`text\n${text}\n\`\`\``),
    '## Installed with the package',
    table(all, 'runtime'),
    '## Installed by those who want what needs them',
    'The optional packages of `peerDependencies`, with what they bring.',
    table(all, 'optional'),
    '## Used to develop it',
    'Not in the package, and not installed with it.',
    table(all, 'development'),
    '',
  ].join('\n\n')
}

/** Writes the page; fails where a licence was not reviewed. */
export async function main(): Promise<void> {
  const problems = licenceProblems(allPackages(), allowedLicences)
  for (const problem of problems) console.log(problem)
  if (problems.length > 0) process.exitCode = 1
  writeFileSync(PAGE, await licencesPage())
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The folder in which `npm run test:package` installed what the package is tried with. */
const folder = process.env.AISLE_MATRIX
if (folder === undefined)
  throw new Error('Cannot run test/matrix: nothing is installed, expected `npm run test:package`')

/** The installed packages. */
export const modules = join(folder, 'node_modules')

const { dependencies, optionalDependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<
  string,
  Record<string, string>
>

const isLinux = process.platform === 'linux' && process.arch === 'x64'

const versionOf = (specifier: string) => specifier.slice(specifier.lastIndexOf('@') + 1)

/** Each TypeScript: its version, and the program. */
export const compilers = Object.entries(dependencies!)
  .filter(([name]) => name.startsWith('typescript-'))
  .map(([name, specifier]) => ({ version: versionOf(specifier), program: join(modules, name, 'bin/tsc') }))

/** The Node that runs the tests and, on Linux, those of npm. */
export const runtimes = [
  { version: process.versions.node, program: process.execPath },
  ...Object.entries(isLinux ? optionalDependencies! : {}).map(([name, specifier]) => ({
    version: versionOf(specifier),
    program: join(modules, name, 'bin/node'),
  })),
]

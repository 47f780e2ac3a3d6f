import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { readTar, type TarFile } from '../../browser/support/tar'

/** How a command ended. */
export interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** The repository's root. */
export const root = resolve(fileURLToPath(import.meta.url), '../../../..')

/** Runs a program and gives how it ended, whatever that is. */
export function run(program: string, args: readonly string[], cwd: string): Promise<Ended> {
  return new Promise((done) => {
    // FORCE_COLOR and the like of the one who runs the tests would colour what is compared.
    const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' }
    execFile(program, [...args], { cwd, env, maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1
      done({ code, stdout, stderr })
    })
  })
}

/** Runs a program and throws with what it printed unless it ends well. */
export async function runWell(program: string, args: readonly string[], cwd: string): Promise<Ended> {
  const ended = await run(program, args, cwd)
  if (ended.code === 0) return ended
  throw new Error(`Cannot run "${program} ${args.join(' ')}": exit code ${ended.code}\n${ended.stdout}${ended.stderr}`)
}

/** Path of a program that a dependency of the repository brings. */
export function tool(name: string): string {
  return join(root, 'node_modules/.bin', name)
}

function newest(path: string): number {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))))
}

const ENDINGS = ['js', 'cjs', 'd.ts', 'd.cts']

/** Builds unless every built entry is newer than all that it is built from. */
export async function buildIfStale(): Promise<void> {
  const names = ['index', 'schemas', 'predict', 'history', 'browser'].flatMap((name) =>
    ENDINGS.map((ending) => `${name}.${ending}`),
  )
  const built = [...names, 'cli/main.js', 'aisle.min.js'].map((name) => join(root, 'dist', name))
  const from = ['src', 'package.json', 'tsup.config.ts', 'tsconfig.json'].map((name) => newest(join(root, name)))
  const fresh = built.every((path) => existsSync(path) && statSync(path).mtimeMs > Math.max(...from))
  if (!fresh) await runWell(tool('tsup'), [], root)
}

/** The package as npm packs it, and a project that has it installed. */
export interface Packed {
  readonly tarball: string
  readonly files: readonly TarFile[]
  /** A folder with `node_modules/aisle` and nothing else: what the core may lean on. */
  readonly bare: string
  /** The same with the package's declared dependencies, and no others. */
  readonly project: string
  readonly remove: () => Promise<void>
}

async function install(files: readonly TarFile[], project: string, dependencies: readonly string[]): Promise<void> {
  const modules = join(project, 'node_modules')
  for (const file of files) {
    const target = join(modules, 'aisle', file.path)
    await mkdir(dirname(target), { recursive: true })
    await writeFile(target, file.bytes, { mode: file.mode })
  }
  for (const name of dependencies) {
    // Links to the repository's copies need no network, and a package that is used but not declared is still missed.
    await mkdir(dirname(join(modules, name)), { recursive: true })
    await symlink(join(root, 'node_modules', name), join(modules, name), 'junction')
  }
  await writeFile(join(project, 'package.json'), JSON.stringify({ name: 'consumer', private: true, type: 'module' }))
}

/** The entries that are code, as users name them: `aisle`, `aisle/predict`, ... */
export function entryNames(): string[] {
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    exports: Record<string, unknown>
  }
  return Object.keys(exports)
    .filter((name) => typeof exports[name] === 'object')
    .map((name) => `aisle${name.slice(1)}`)
}

/** Builds if needed, packs, and installs what was packed in a folder of its own. */
export async function pack(): Promise<Packed> {
  await buildIfStale()
  const folder = await mkdtemp(join(tmpdir(), 'aisle-packed-'))
  const { stdout } = await runWell('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], root)
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }]
  const tarball = join(folder, filename)
  // npm puts everything under package/.
  const entries = readTar(gunzipSync(await readFile(tarball)))
  const files = entries.map((file) => ({ ...file, path: file.path.replace(/^package\//, '') }))
  const { dependencies = {} } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    dependencies?: Record<string, string>
  }
  const bare = join(folder, 'bare')
  const project = join(folder, 'project')
  await install(files, bare, [])
  await install(files, project, Object.keys(dependencies))
  return { tarball, files, bare, project, remove: () => rm(folder, { recursive: true, force: true }) }
}

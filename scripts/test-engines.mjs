// `npm run test:engines`: the queries of `aisle sql` on engines that npm does not bring. It makes a Python environment for
// them in the user's cache, once for each state of test/engines/requirements.txt, and runs test/engines with it; arguments
// are vitest's.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const requirements = path.join(root, 'test/engines/requirements.txt')

function run(command, args, options = {}) {
  return spawnSync(command, args, { stdio: 'inherit', cwd: root, ...options })
}

/** What a program says of itself, or undefined where it cannot be run. */
function said(command, args) {
  const { error, status, stdout, stderr } = run(command, args, { stdio: 'pipe', encoding: 'utf8' })
  return error || status !== 0 ? undefined : `${stdout}${stderr}`.trim()
}

function fail(message) {
  console.error(message)
  process.exit(1)
}

/** The version of the Python that environments are made with; ends where there is none that will do, or no Java. */
function checkPrograms() {
  const python = said('python3', ['-c', 'import sys, venv; print("%d.%d" % sys.version_info[:2])'])
  if (python === undefined || Number(python.split('.')[1]) < 10)
    fail(`Cannot test engines: python3 is ${python ?? 'not there'}, expected 3.10 or later with venv`)
  const java = process.env.JAVA_HOME ? path.join(process.env.JAVA_HOME, 'bin/java') : 'java'
  const version = /version "(\d+)/.exec(said(java, ['-version']) ?? '')?.[1]
  if (version === undefined || Number(version) < 17)
    fail(`Cannot test engines: java is ${version ?? 'not there'}, expected 17 or later, which Spark runs on`)
  return python
}

/** The Python of an environment that has all that is required; made where it is not there yet. */
function pythonWith(version) {
  const state = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12)
  const cache = process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache')
  const folder = path.join(cache, 'aisle', `engines-${version}-${state}`)
  const python = path.join(folder, 'bin/python')
  const whole = path.join(folder, 'whole')
  if (existsSync(whole)) return python
  console.log('Installing Spark, ClickHouse and sqlglot: a few minutes, once')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(path.dirname(folder), { recursive: true })
  const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements]
  if (run('python3', ['-m', 'venv', folder]).status !== 0 || run(python, install).status !== 0)
    fail('Cannot test engines: what they need could not be installed')
  // What was interrupted has none.
  writeFileSync(whole, '')
  return python
}

const python = pythonWith(checkPrograms())
const vitest = path.join(root, 'node_modules/vitest/vitest.mjs')
const args = [vitest, 'run', '--config', 'vitest.engines.config.ts', ...process.argv.slice(2)]
const { status } = run(process.execPath, args, { env: { ...process.env, AISLE_PYTHON: python } })
process.exitCode = status ?? 1

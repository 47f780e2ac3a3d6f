// `npm run test:package`: the packed package with every TypeScript from 5.4, with webpack, Vite and esbuild, and on every
// Node that is kept. It installs them in the user's cache, once for each state of test/matrix/package-lock.json, and runs
// test/matrix with them; arguments are vitest's.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const matrix = path.join(root, 'test/matrix')

function run(command, args, options) {
  return spawnSync(command, args, { stdio: 'inherit', ...options }).status ?? 1
}

/** A folder with all of test/matrix/package.json installed; made where it is not there yet. */
function install() {
  const state = createHash('sha256')
    .update(readFileSync(path.join(matrix, 'package-lock.json')))
    .digest('hex')
  const cache = process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache')
  const folder = path.join(cache, 'aisle', `package-${state.slice(0, 12)}`)
  const whole = path.join(folder, 'whole')
  if (existsSync(whole)) return folder
  console.log('Installing compilers, bundlers and Node: a minute, once')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const name of ['package.json', 'package-lock.json'])
    copyFileSync(path.join(matrix, name), path.join(folder, name))
  if (run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder }) !== 0) {
    console.error('Cannot test the package: what it is tried with could not be installed')
    process.exit(1)
  }
  // What was interrupted has none.
  writeFileSync(whole, '')
  return folder
}

const vitest = path.join(root, 'node_modules/vitest/vitest.mjs')
const args = [vitest, 'run', '--config', 'vitest.matrix.config.ts', ...process.argv.slice(2)]
process.exitCode = run(process.execPath, args, { cwd: root, env: { ...process.env, AISLE_MATRIX: install() } })

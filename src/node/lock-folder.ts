import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseJson } from '../tracker/parse-json'

/** Which process has a lock: its number alone is soon another's, and in a container always the same. */
interface Owner {
  readonly pid: number
  /** When the process began, where the system says so. */
  readonly began: string | undefined
}

/** So often a lock that is left over is taken away, should others be at it as well. */
const MAX_TRIES = 10

/**
 * Takes a folder for this process, from a process that is gone if need be.
 *
 * @returns Gives the folder up.
 * @throws Error with code `log_in_use` where a living process has it.
 *
 * @example
 * const unlock = lockFolder('/var/lib/shop/aisle')
 */
export function lockFolder(folder: string): () => void {
  const path = join(folder, 'lock')
  const own_path = `${path}.${process.pid}`
  // Linked into place whole: a lock is never seen half written.
  const take = () => {
    writeFileSync(own_path, JSON.stringify({ pid: process.pid, began: beganOf(process.pid) }), { mode: 0o600 })
    try {
      return isDone('EEXIST', () => linkSync(own_path, path))
    } finally {
      rmSync(own_path, { force: true })
    }
  }
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    if (take()) return () => rmSync(path, { force: true })
    const found = readIf(path)
    if (found === undefined) continue
    const owner = parseJson(found) as Owner | undefined
    if (owner && isAlive(owner)) throw inUse(folder, owner)
    if (!isDone('ENOENT', () => renameSync(path, own_path))) continue
    // Another process may have been quicker, and this be its lock.
    if (readFileSync(own_path, 'utf8') !== found) isDone('EEXIST', () => linkSync(own_path, path))
  }
  throw inUse(folder)
}

function inUse(folder: string, owner?: Owner): Error {
  const found = owner ? `process ${owner.pid} has it open` : 'others are opening it'
  const message = `Cannot open the log "${folder}": ${found}, expected a folder of this tracker's own`
  return Object.assign(new Error(message), { code: 'log_in_use' })
}

function isAlive({ pid, began }: Owner): boolean {
  if (began !== undefined) return beganOf(pid) === began
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** When a living process began, in ticks since the system did; undefined for others, and where there is no `/proc`. */
function beganOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // After the name, which may be anything (proc(5)): the state, and 19 fields on the beginning.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return /[ZX]/.test(fields[0]!) ? undefined : fields[19]
  } catch {
    return undefined
  }
}

/** A file's text, undefined where there is none. */
function readIf(path: string): string | undefined {
  let text: string | undefined
  isDone('ENOENT', () => {
    text = readFileSync(path, 'utf8')
  })
  return text
}

/** Whether an act succeeds; a failure with any code but this one is thrown. */
function isDone(code: string, act: () => void): boolean {
  try {
    act()
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== code) throw error
    return false
  }
}

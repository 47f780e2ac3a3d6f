import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** A process of its own. */
export interface Child {
  readonly process: ChildProcess
  /** What it has printed, line by line. */
  readonly lines: string[]
  /** Called with each line as it comes. */
  onLine(listener: (line: string) => void): void
  /** When it is gone: its code, or the signal that ended it. */
  readonly ended: Promise<number | string>
}

/**
 * Runs a module in a process of its own, that can import the tracker as `aisle/node` and the store as `file-store`.
 *
 * @example
 * const child = await runChild(`console.log('hello')`, [])
 * await child.ended // 0
 */
export async function runChild(code: string, args: readonly string[]): Promise<Child> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: root, loader: 'ts' },
    alias: { 'aisle/node': join(root, 'src/node.ts'), 'file-store': join(root, 'src/node/file-store.ts') },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    logLevel: 'silent',
  })
  const folder = join(root, 'node_modules/.cache/aisle')
  const file = join(folder, `child-${process.pid}-${Math.random().toString(36).slice(2)}.mjs`)
  await mkdir(folder, { recursive: true })
  await writeFile(file, outputFiles[0]!.contents)
  const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'inherit'], timeout: 30_000 })
  const lines: string[] = []
  const listeners: ((line: string) => void)[] = []
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line)
    for (const listener of listeners) listener(line)
  })
  const ended = new Promise<number | string>((done) =>
    child.once('close', (code, signal) => done(signal ?? code ?? -1)),
  )
  return {
    process: child,
    lines,
    onLine: (listener) => void listeners.push(listener),
    ended: ended.finally(() => rm(file)),
  }
}

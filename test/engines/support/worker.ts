import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** A process in Python that answers requests, those that are under way at once in any order. */
export interface Worker {
  ask(request: string): Promise<unknown>
}

/** Lines of what a process said last that are told when it ends unasked. */
const LAST_LINES = 40

interface Waiting {
  readonly resolve: (result: unknown) => void
  readonly reject: (error: Error) => void
}

/**
 * Starts a script of this folder, with the Python that `npm run test:engines` has made. It ends with this process, as its
 * standard input does.
 */
export function startWorker(script: string): Worker {
  const python = process.env.AISLE_PYTHON
  if (!python) throw new Error(`Cannot start "${script}": no AISLE_PYTHON, expected to be run by npm run test:engines`)
  const file = fileURLToPath(new URL(script, import.meta.url))
  const child = spawn(python, ['-B', file], { stdio: ['pipe', 'pipe', 'pipe'] })
  const waiting = new Map<number, Waiting>()
  const told = lastLines(child)
  let count = 0

  createInterface({ input: child.stdout! }).on('line', (line) => {
    const { id, result, error } = JSON.parse(line) as { id: number; result?: unknown; error?: string }
    const { resolve, reject } = waiting.get(id)!
    waiting.delete(id)
    if (error === undefined) resolve(result)
    else reject(new Error(error))
  })
  child.on('close', (code) => {
    const error = new Error(`Cannot ask "${script}": it ended with ${code}\n${told().join('\n')}`)
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  })
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        count++
        waiting.set(count, { resolve, reject })
        child.stdin!.write(`{"id":${count},${request.slice(1)}\n`)
      }),
  }
}

function lastLines({ stderr }: ChildProcess): () => readonly string[] {
  const lines: string[] = []
  createInterface({ input: stderr! }).on('line', (line) => {
    lines.push(line)
    if (lines.length > LAST_LINES) lines.shift()
  })
  return () => lines
}

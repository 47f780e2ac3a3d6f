import type { Readable, Writable } from 'node:stream'
import type { CDPSession } from 'playwright-core'

/** Sends a command of the DevTools protocol; the types are those that Playwright ships. */
export type Send = CDPSession['send']

/** A connection to a browser. */
export interface Devtools {
  /** The browser's own session where `session` is left out, else a tab's. */
  readonly session: (session?: string) => Send
  /** Calls back with each event; returns what ends that. */
  readonly onEvent: (listener: (method: string, params: unknown, session: string | undefined) => void) => () => void
}

interface Message {
  readonly id?: number
  readonly method?: string
  readonly params?: unknown
  readonly result?: unknown
  readonly error?: { readonly message: string }
  readonly sessionId?: string
}

interface Waiting {
  readonly method: string
  readonly done: (result: never) => void
  readonly failed: (error: Error) => void
}

/**
 * Speaks the DevTools protocol over `--remote-debugging-pipe`: JSON texts, each ended by a zero byte. What still waits
 * when the browser goes is rejected.
 *
 * @param input The browser's file descriptor 3.
 * @param output The browser's file descriptor 4.
 */
export function connect(input: Writable, output: Readable): Devtools {
  const waiting = new Map<number, Waiting>()
  const listeners = new Set<Parameters<Devtools['onEvent']>[0]>()
  let sent = 0
  let gone = false

  const receive = ({ id, method, params, result, error, sessionId }: Message) => {
    if (id === undefined) {
      for (const listener of listeners) listener(method ?? '', params, sessionId)
      return
    }
    const command = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) command?.done(result as never)
    else command?.failed(new Error(`Cannot do "${command.method}": ${error.message}`))
  }

  let rest = ''
  output.setEncoding('utf8').on('data', (chunk: string) => {
    const texts = (rest + chunk).split('\0')
    rest = texts.pop() ?? ''
    for (const text of texts) receive(JSON.parse(text))
  })
  const end = () => {
    gone = true
    for (const { method, failed } of waiting.values()) failed(new Error(`Cannot do "${method}": the browser has gone`))
    waiting.clear()
  }
  output.on('close', end)
  // A browser that is killed closes its end while a command is on its way; `end` says so to whoever waits.
  input.on('error', () => {})
  output.on('error', () => {})

  const session = (sessionId?: string) =>
    ((method: string, params: object = {}) =>
      new Promise((done, failed) => {
        if (gone) return failed(new Error(`Cannot do "${method}": the browser has gone`))
        const id = ++sent
        waiting.set(id, { method, done, failed })
        input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`)
      })) as Send
  return {
    session,
    onEvent: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

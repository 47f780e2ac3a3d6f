import type { WireProblem } from './wire-reader'

/** Tells what was not as it should be, each kind once a page or process. */
export interface Reporter {
  error(what: string, cause: unknown): void
  /** Of what was handed over. */
  problems(what: string, problems: readonly WireProblem[]): void
}

/** So many kinds are remembered: a process may run for months. */
const MAX_TOLD = 1_000

/**
 * Makes a reporter. What `on_error` throws is let go: it must not reach the shop's page.
 *
 * @example
 * createReporter(console.error).error('store events', new Error('disk full'))
 */
export function createReporter(on_error: (error: Error) => void): Reporter {
  const told = new Set<string>()
  const tell = (code: string, message: string, cause?: unknown) => {
    if (told.has(message)) return
    if (told.size >= MAX_TOLD) told.clear()
    told.add(message)
    try {
      on_error(Object.assign(new Error(message, { cause }), { code }))
    } catch {}
  }
  return {
    error: (what, cause) => tell('tracker_failed', `Cannot ${what}: ${cause}`, cause),
    problems(what, problems) {
      for (const { path, found, wanted } of problems)
        tell('invalid_event', `Cannot track "${what}" as it is: ${path} is ${found}, expected ${wanted}`)
    },
  }
}

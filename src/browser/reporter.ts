import type { WireProblem } from '../tracker/wire-reader'

/** Tells what was not as it should be, each kind once a page. */
export interface Reporter {
  error(what: string, cause: unknown): void
  /** Of what a page handed over. */
  problems(what: string, problems: readonly WireProblem[]): void
}

/** Makes a reporter. What `on_error` throws is let go: it must not reach the shop's page. */
export function createReporter(on_error: (error: Error) => void = console.error): Reporter {
  const told = new Set<string>()
  const tell = (code: string, message: string, cause?: unknown) => {
    if (told.has(message)) return
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

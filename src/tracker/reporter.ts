import type { WireProblem } from './wire-reader'

/** Tells what was not as it should be, each kind once a page or process. */
export interface Reporter {
  error(what: string, cause: unknown): void
  /** Of what was handed over, whatever that is. */
  problems(what: unknown, problems: readonly WireProblem[]): void
}

/** More kinds than this are forgotten: a process may run for months, and each event be wrong in a way of its own. */
const MAX_KINDS = 1_000

/**
 * Makes a reporter. What `on_error` throws is let go: it must not reach the shop's page.
 *
 * @example
 * createReporter(console.error).error('store events', new Error('disk full'))
 */
export function createReporter(on_error: (error: Error) => void): Reporter {
  const told = new Set<string>()
  const tell = (kind: string, code: string, message: string, cause?: unknown) => {
    if (told.has(kind)) return
    if (told.size >= MAX_KINDS) told.clear()
    told.add(kind)
    try {
      on_error(Object.assign(new Error(message, { cause }), { code }))
    } catch {}
  }
  return {
    error(what, cause) {
      const message = `Cannot ${what}: ${textOf(cause)}`
      tell(message, 'tracker_failed', message, cause)
    },
    problems(what, problems) {
      const name = textOf(what).slice(0, 64)
      for (const { path, found, wanted } of problems)
        tell(
          `${name} ${path}`,
          'invalid_event',
          `Cannot track "${name}" as it is: ${path} is ${found}, expected ${wanted}`,
        )
    },
  }
}

/** Even a symbol, or what has no text and throws when it is asked for one. */
function textOf(value: unknown): string {
  try {
    return String(value)
  } catch {
    return typeof value
  }
}

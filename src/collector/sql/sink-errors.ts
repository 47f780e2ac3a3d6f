import { renderValue } from '../../vocabulary/problem'

/**
 * Refuses an option of a sink.
 *
 * @throws TypeError with code `invalid_sink_options`.
 *
 * @example
 * refuseOption('table', 'a b', 'a name') // Cannot open the sink with "table": found "a b", expected a name
 */
export function refuseOption(option: string, found: unknown, wanted: string): never {
  const message = `Cannot open the sink with "${option}": found ${renderValue(found)}, expected ${wanted}`
  throw Object.assign(new TypeError(message), { code: 'invalid_sink_options' })
}

/**
 * The error of a sink that could not be opened.
 *
 * @param what Its table or file.
 * @param wanted What would have done.
 * @param cause What the database said.
 *
 * @example
 * throw cannotOpen('events.duckdb', 'a file of this process alone', { found: 'process 7 has it', cause: error })
 */
export function cannotOpen(
  what: string,
  wanted: string,
  { code = 'cannot_open_sink', found, cause }: { code?: string; found?: string; cause: unknown },
): Error {
  const message = `Cannot open the sink "${what}": ${found ?? messageOf(cause)}, expected ${wanted}`
  return Object.assign(new Error(message, { cause }), { code })
}

/** What an error says. That of a connection refused at each of several addresses says it in its parts alone. */
function messageOf(cause: unknown): string {
  const { message, errors, code } = Object(cause) as { message?: string; errors?: unknown[]; code?: string }
  const text = message || (errors?.[0] ? messageOf(errors[0]) : code) || String(cause)
  return text.trim().split('\n')[0]!.replace(/\.$/, '')
}

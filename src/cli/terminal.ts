import type { Readable, Writable } from 'node:stream'

/** Where a command reads from and writes to: the process's own streams, or a test's. */
export interface Terminal {
  readonly stdin: Readable
  readonly stdout: Writable
  readonly stderr: Writable
}

/** Whether a stream is a terminal that a person looks at. */
export function isTerminal(stream: Readable | Writable): boolean {
  return (stream as { isTTY?: boolean }).isTTY === true
}

/** How wide lines that are wrapped may be: as a terminal is, at most 120. */
export function lineWidth(stream: Writable): number {
  const { columns = 120 } = isTerminal(stream) ? (stream as NodeJS.WriteStream) : {}
  return Math.min(Math.max(columns, 40), 120)
}

// The control characters (C0, DEL, C1), what ends a line for some terminals, and what turns the direction of writing:
// from a log they could repaint a terminal, or show text that is not what it says.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g

/**
 * A text from outside, safe to show: what would steer a terminal is written as an escape instead.
 *
 * @example
 * printable('\u001b[2Jgone') // '\\u001b[2Jgone'
 */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** Writes lines, each safe to show. */
export function printLines(stream: Writable, lines: readonly string[]): void {
  if (lines.length) stream.write(`${lines.map(printable).join('\n')}\n`)
}

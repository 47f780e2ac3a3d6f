/**
 * A line over several, none wider than a terminal, the others under the first one's text.
 *
 * @example
 * wrapLine('  [yes] one two', 10) // ['  [yes] one', '        two']
 */
export function wrapLine(line: string, width: number): string[] {
  const indent = /^\s*(\[\w+\] |#\d+ )?/.exec(line)![0].length
  const lines: string[] = []
  let current = line.slice(0, indent)
  let isEmpty = true
  for (const word of line.slice(indent).split(' ')) {
    if (!isEmpty && current.length + 1 + word.length > width) {
      lines.push(current)
      current = ' '.repeat(indent)
      isEmpty = true
    }
    current += isEmpty ? word : ` ${word}`
    isEmpty = false
  }
  return [...lines, current]
}

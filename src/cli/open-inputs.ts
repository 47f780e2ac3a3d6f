import type { Readable } from 'node:stream'
import { expandPatterns } from '../warehouse/input/expand-patterns'
import { type Input, openFile, streamInput } from '../warehouse/input/input'
import { UsageError } from './errors'
import { removeAtEnd } from './temporary-file'
import { printable } from './terminal'

/**
 * The inputs of a command: of patterns the files that they match. `-` is standard input.
 *
 * @throws UsageError naming every file that is not there or is none.
 */
export async function openInputs(names: readonly string[], stdin: Readable): Promise<Input[]> {
  const problems: string[] = []
  const inputs: Input[] = []
  if (names.filter((name) => name === '-').length > 1) problems.push('found "-" twice, expected standard input once')
  for (const name of await expand(names, problems)) {
    const isStdin = name === '-'
    const input = isStdin ? streamInput('standard input', () => stdin, removeAtEnd) : await openFile(name, removeAtEnd)
    if (typeof input === 'string') problems.push(printable(input))
    else inputs.push(input)
  }
  if (problems.length) throw new UsageError(`Cannot read: ${problems.join('\n  ')}`)
  return inputs
}

/** Names with the files of patterns in their place; what matches none is a problem. */
async function expand(names: readonly string[], problems: string[]): Promise<string[]> {
  const found: string[] = []
  for (const name of names)
    try {
      found.push(...(await expandPatterns([name])))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'log_unreadable') throw error
      problems.push(printable(`${name}: no file matches`))
    }
  return found
}

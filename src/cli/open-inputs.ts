import type { Readable } from 'node:stream'
import { type Input, openFile, streamInput } from '../warehouse/input/input'
import { UsageError } from './errors'
import { removeAtEnd } from './temporary-file'
import { printable } from './terminal'

/**
 * The inputs of a command. `-` is standard input.
 *
 * @throws UsageError naming every file that is not there or is none.
 */
export async function openInputs(names: readonly string[], stdin: Readable): Promise<Input[]> {
  const problems: string[] = []
  const inputs: Input[] = []
  if (names.filter((name) => name === '-').length > 1) problems.push('found "-" twice, expected standard input once')
  for (const name of names) {
    const isStdin = name === '-'
    const input = isStdin ? streamInput('standard input', () => stdin, removeAtEnd) : await openFile(name, removeAtEnd)
    if (typeof input === 'string') problems.push(printable(input))
    else inputs.push(input)
  }
  if (problems.length) throw new UsageError(`Cannot read: ${problems.join('\n  ')}`)
  return inputs
}

import { readFile, stat } from 'node:fs/promises'
import { InputError, UsageError } from './errors'
import { printable } from './terminal'

/** The largest definitions or mapping that is read. */
const MAX_BYTES = 10_000_000

/**
 * The JSON of a file that the user named: definitions, a mapping. It is data and stays data.
 *
 * @throws UsageError where there is no such file; InputError where it is too large or no JSON.
 */
export async function readJsonFile(name: string, what: string): Promise<unknown> {
  const shown = printable(name)
  const text = await readBounded(name, what)
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch (error) {
    const message = printable((error as Error).message)
    throw new InputError(`Cannot read ${what} ${shown}: found ${message}, expected JSON`)
  }
}

async function readBounded(name: string, what: string): Promise<string> {
  const shown = printable(name)
  try {
    const found = await stat(name)
    if (found.isDirectory()) throw new UsageError(`Cannot read ${what} ${shown}: it is a directory, expected a file`)
    if (found.size <= MAX_BYTES) return await readFile(name, 'utf8')
    const wanted = `at most ${MAX_BYTES}`
    throw new InputError(`Cannot read ${what} ${shown}: found ${found.size} bytes, expected ${wanted}`)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    const why = code === 'ENOENT' ? 'no such file' : code
    throw new UsageError(`Cannot read ${what} ${shown}: ${why}`)
  }
}

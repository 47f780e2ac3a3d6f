import { compile } from '../engine/compile'
import type { Engine } from '../engine/compile-checked'
import type { AisleDocument } from '../language/ast'
import { DefinitionError } from '../language/definition-error'
import { builtin } from '../lifecycle/builtin'
import { InputError } from './errors'
import { readJsonFile } from './read-json-file'
import { printable } from './terminal'

/**
 * The definitions of a file, or those that are built in, compiled.
 *
 * @throws UsageError where there is no such file; InputError listing every problem of it.
 */
export async function loadDefinitions(name: string): Promise<Engine> {
  const document = name === 'builtin' ? builtin : await readJsonFile(name, 'definitions')
  try {
    return compile(document as AisleDocument)
  } catch (error) {
    if (!(error instanceof DefinitionError)) throw error
    const { problems } = error
    const lines = problems.map(
      ({ path, found, wanted }) => `  ${path || 'document'}: found ${found}, expected ${wanted}`,
    )
    const many = `${problems.length} problem${problems.length > 1 ? 's' : ''}`
    throw new InputError(`Cannot use definitions ${printable(name)}: ${many}\n${lines.join('\n')}`, problems)
  }
}

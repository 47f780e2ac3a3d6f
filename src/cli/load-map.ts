import { checkMap } from '../warehouse/map/check-map'
import type { MapDefinition } from '../warehouse/map/map-schema'
import { InputError } from './errors'
import { readJsonFile } from './read-json-file'
import { printable } from './terminal'

/**
 * Reads and checks a mapping.
 *
 * @throws UsageError where there is no such file; InputError listing every problem of it.
 */
export async function loadMap(name: string): Promise<MapDefinition> {
  const json = await readJsonFile(name, 'map')
  const problems = checkMap(json)
  if (!problems.length) return json as MapDefinition
  const lines = problems.map(({ path, found, wanted }) => `  ${path || 'map'}: found ${found}, expected ${wanted}`)
  const many = `${problems.length} problem${problems.length > 1 ? 's' : ''}`
  throw new InputError(`Cannot use map ${printable(name)}: ${many}\n${lines.join('\n')}`, problems)
}

import { DefinitionError } from '../../language/definition-error'
import { UsageError } from '../errors'

/**
 * What a call gives; what it refuses of its options is a mistake of usage.
 *
 * @throws UsageError with the refusal's own words.
 */
export function said<T>(call: () => T): T {
  try {
    return call()
  } catch (error) {
    const isRefusal = error instanceof DefinitionError || (error as { code?: unknown }).code === 'invalid_history'
    throw isRefusal ? new UsageError((error as Error).message) : error
  }
}

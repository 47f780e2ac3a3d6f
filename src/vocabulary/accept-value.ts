import { ANY_SCALAR, Kind } from './field-kinds'
import { isInstant, MAX_NUMBER, MAX_STRING_LENGTH, MAX_TIME_MS } from './limits'
import type { Problem } from './problem'

/**
 * Whether a value may stand as it is in a field of these kinds. Objects never do: whoever walks an object asks for
 * each of its fields.
 *
 * @example
 * ```ts
 * isAccepted(19.9, Kind.NUMBER)   // true
 * isAccepted('19.9', Kind.NUMBER) // false
 * ```
 */
export function isAccepted(value: unknown, kinds: number): value is string | number | boolean {
  switch (typeof value) {
    case 'string':
      return (kinds & Kind.STRING) !== 0 && value.length <= MAX_STRING_LENGTH
    case 'number':
      // Math.abs(NaN) <= x is false, so NaN and the infinities fail the same comparison.
      if ((kinds & Kind.NUMBER) !== 0) return Math.abs(value) <= MAX_NUMBER
      return (kinds & Kind.INSTANT) !== 0 && isInstant(value)
    case 'boolean':
      return (kinds & Kind.BOOLEAN) !== 0
    default:
      return false
  }
}

/**
 * Why a value that {@link isAccepted} refuses was refused.
 *
 * @example
 * ```ts
 * whyRefused('19.9', Kind.NUMBER) // { code: 'wrong_type', wanted: 'a number' }
 * ```
 */
export function whyRefused(value: unknown, kinds: number): Pick<Problem, 'code' | 'wanted'> {
  if (typeof value === 'string' && (kinds & Kind.STRING) !== 0) {
    return { code: 'too_long', wanted: `at most ${MAX_STRING_LENGTH} characters` }
  }
  if (typeof value === 'number' && (kinds & Kind.NUMBER) !== 0) {
    return { code: 'out_of_range', wanted: `a finite number of at most ${MAX_NUMBER} from zero` }
  }
  return { code: 'wrong_type', wanted: wantedOf(kinds) }
}

/** What a field of these kinds wants, in words. */
function wantedOf(kinds: number): string {
  if (kinds === Kind.INSTANT) return `milliseconds since the epoch, 0 to ${MAX_TIME_MS}`
  if (kinds === Kind.FIELDS) return 'an object of strings, numbers and booleans'
  if (kinds === (ANY_SCALAR | Kind.FIELDS)) return 'a string, a number, a boolean, or one level of those'
  const words = [
    ...(kinds & Kind.STRING ? ['a string'] : []),
    ...(kinds & Kind.NUMBER ? ['a number'] : []),
    ...(kinds & Kind.BOOLEAN ? ['true or false'] : []),
  ]
  return words.join(' or ')
}

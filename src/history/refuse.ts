/** The error of a wrong option: `Cannot <what>: <found>, expected <wanted>`, with the code `invalid_history`. */
export function refusal(what: string, found: string, wanted: string): Error {
  return Object.assign(new RangeError(`Cannot ${what}: found ${found}, expected ${wanted}`), {
    code: 'invalid_history',
  })
}

/** Holds an instant against what one is. */
export function checkInstant(what: string, value: number): void {
  const wanted = 'an instant in whole milliseconds, at most 8e15'
  if (!Number.isSafeInteger(value) || Math.abs(value) > 8e15) throw refusal(`use ${what}`, String(value), wanted)
}

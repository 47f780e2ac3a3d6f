/** What goes wrong in a calibration. */
export type CalibrationErrorCode = 'invalid_calibration' | 'small_population'

/** The error of a calibration: `Cannot calibrate "<what>": <found>, expected <wanted>`. */
export function refusal(what: string, found: string, wanted: string, code?: CalibrationErrorCode): Error {
  const message = `Cannot calibrate "${what}": ${found}, expected ${wanted}`
  return Object.assign(new RangeError(message), { code: code ?? 'invalid_calibration' })
}

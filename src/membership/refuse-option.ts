/**
 * Throws for an option that cannot be used. What is secret is not to be given as found.
 *
 * @throws TypeError with code `invalid_membership_options`, always.
 *
 * @example
 * refuseOption('url', 'ftp://shop.example', 'an address with https: or http:')
 */
export function refuseOption(option: string, found: unknown, wanted: string): never {
  const message = `Cannot open a membership with "${option}": ${String(found)}, expected ${wanted}`
  throw Object.assign(new TypeError(message), { code: 'invalid_membership_options' })
}

/**
 * Loads a package that is optional.
 *
 * @param name What to install where it is missing.
 * @param load Imports it.
 * @param purpose What cannot be done without it.
 * @throws Error with code `package_missing` where it is not installed, and whatever the package throws.
 *
 * @example
 * const { Pool } = await loadPackage('pg', () => import('pg'))
 */
export async function loadPackage<Module>(
  name: string,
  load: () => Promise<Module>,
  purpose = 'open the sink',
): Promise<Module> {
  try {
    return await load()
  } catch (cause) {
    const { code, message } = Object(cause) as { readonly code?: string; readonly message?: string }
    // Where it is there and one of its own is missing, its own words say more.
    if (!/MODULE_NOT_FOUND$/.test(code ?? '') || !message?.includes(`'${name}'`)) throw cause
    const found = `the package "${name}" is not installed`
    const error = new Error(`Cannot ${purpose}: ${found}, expected it beside this one: npm i ${name}`, { cause })
    throw Object.assign(error, { code: 'package_missing' })
  }
}

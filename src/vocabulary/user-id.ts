// Texts that a bug in a page sends for "nobody": one of them would make all shoppers one. PostHog's identify refuses
// such ids too.
const NOBODY = /^\s*(|undefined|null|none|nan|true|false|0|\[object object\]|anonymous|guest)\s*$/i

/**
 * Whether a value can be a user's id: a text that is not blank and not what a bug makes of "nobody" (`undefined`,
 * `null`, `NaN`, `0`, `[object Object]`, `guest`, ...).
 *
 * @example
 * isUserId('u-42') // => true
 * isUserId('undefined') // => false
 */
export function isUserId(value: unknown): value is string {
  return typeof value === 'string' && !NOBODY.test(value.slice(0, 64))
}

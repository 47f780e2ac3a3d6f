/**
 * What an event's `context.device` says; a field that is absent is unknown.
 *
 * @example
 * const isHandheld = ({ type }: Device) => type === 'mobile' || type === 'tablet'
 * isHandheld({ type: 'tablet', browser: 'Safari', os: 'iOS', model: 'iPad' }) // => true
 */
export interface Device {
  /** `mobile`, `tablet`, `desktop`, `tv`, `console`, `wearable`, `xr` or `embedded`. */
  readonly type?: string
  /** `Chrome`, `Safari`, `Samsung Internet`, ...; without a version. */
  readonly browser?: string
  /** `Android`, `iOS`, `Windows`, `macOS`, ...; without a version. */
  readonly os?: string
  /** `Pixel 7`, `iPhone`, ...; most desktops have none. */
  readonly model?: string
}

/** Names by what client hints and ua-parser-js say for them, so that both ways a browser gives one name. */
const NAMES = new Map([
  ['Google Chrome', 'Chrome'],
  ['HeadlessChrome', 'Chrome Headless'],
  ['Android WebView', 'Chrome WebView'],
  ['Microsoft Edge', 'Edge'],
  ['YaBrowser', 'Yandex'],
  ['Mobile Safari', 'Safari'],
  ['Mac OS', 'macOS'],
  ['Chromium OS', 'Chrome OS'],
  ['smarttv', 'tv'],
  // What Chrome says of every phone since it tells its user agent no more.
  ['K', ''],
  ['Unknown', ''],
])

/**
 * A device of fields that may be empty or spelled in another way.
 *
 * @example
 * deviceOf({ type: 'desktop', browser: 'Google Chrome', os: 'Mac OS', model: '' })
 * // { type: 'desktop', browser: 'Chrome', os: 'macOS' }
 */
export function deviceOf(fields: { readonly [name in keyof Device]: string | undefined }): Device {
  const named = Object.entries(fields).map(([name, value = '']) => [name, NAMES.get(value) ?? value] as const)
  return Object.fromEntries(named.filter(([, value]) => value))
}

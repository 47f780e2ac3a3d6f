import { type Device, deviceOf } from './device-fields'

/**
 * What `navigator.userAgentData` says, with the answers of `getHighEntropyValues` where it gave them
 * (https://wicg.github.io/ua-client-hints/).
 */
export interface ClientHints {
  readonly brands?: readonly { readonly brand: string }[]
  readonly mobile?: boolean
  readonly platform?: string
  readonly model?: string
  readonly formFactors?: readonly string[]
}

/** Types by form factor, the more telling first: a foldable may be several. */
const FORM_FACTORS: readonly (readonly [string, string])[] = [
  ['XR', 'xr'],
  ['Watch', 'wearable'],
  ['Automotive', 'embedded'],
  ['Tablet', 'tablet'],
  ['Mobile', 'mobile'],
  ['Desktop', 'desktop'],
]

/**
 * The device that client hints tell of.
 *
 * @example
 * deviceFromHints({ brands: [{ brand: 'Google Chrome' }], mobile: true, platform: 'Android', model: 'Pixel 7' })
 * // { type: 'mobile', browser: 'Chrome', os: 'Android', model: 'Pixel 7' }
 */
export function deviceFromHints({ brands = [], mobile, platform, model, formFactors = [] }: ClientHints): Device {
  // One of the brands is made up, so that nobody counts on their order: `Not/A)Brand`, in many spellings.
  const real = brands.map(({ brand }) => brand).filter((brand) => !/not[^a-z]a[^a-z]brand/i.test(brand))
  const browser = real.find((brand) => brand !== 'Chromium') ?? real[0]
  const type =
    FORM_FACTORS.find(([factor]) => formFactors.includes(factor))?.[1] ??
    // Android says mobile of phones alone.
    (mobile ? 'mobile' : platform === 'Android' ? 'tablet' : platform && 'desktop')
  return deviceOf({ type, browser, os: platform, model })
}

import { type Device, deviceOf } from './device-fields'

/** What is read of a result of ua-parser-js. */
export interface ParsedUserAgent {
  readonly browser: { readonly name?: string | undefined }
  readonly os: { readonly name?: string | undefined }
  readonly device: { readonly type?: string | undefined; readonly model?: string | undefined }
}

const DESKTOPS = /(Windows|Mac OS|Chromium OS|Linux|Ubuntu|Debian|Fedora|Arch|Mint|openSUSE|FreeBSD|OpenBSD|NetBSD)$/

/**
 * The device that a user agent tells of, as ua-parser-js read it. That gives no type for desktops, nor for what it does
 * not know: only where the operating system is one of desktops is it taken for one.
 *
 * @example
 * deviceFromUserAgent(new UAParser(navigator.userAgent).getResult()) // { type: 'mobile', browser: 'Safari', os: 'iOS', ... }
 */
export function deviceFromUserAgent({ browser, os, device }: ParsedUserAgent): Device {
  const type = device.type ?? (DESKTOPS.test(os.name ?? '') ? 'desktop' : undefined)
  return deviceOf({ type, browser: browser.name, os: os.name, model: device.model })
}

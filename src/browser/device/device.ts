/**
 * The plugin that tells events the shopper's device. Runs in browsers; `ua-parser-js` (1.x) is loaded
 * in those alone that give no client hints.
 *
 * @module aisle/browser/device
 */
import type { Device } from './device-fields'
import { type ClientHints, deviceFromHints } from './device-from-hints'
import { deviceFromUserAgent } from './device-from-user-agent'

export type { Device } from './device-fields'

/**
 * What {@link device} gives: a plugin of a tracker in a page.
 *
 * @example
 * // Nothing is known before a tracker sets it up.
 * const plugin: DevicePlugin = device()
 * plugin.enrich() // => undefined
 */
export interface DevicePlugin {
  readonly name: 'device'
  /** Finds the device out. Done when it is known. */
  readonly setup: () => Promise<void>
  /** What the device adds to an event; nothing until it is known. */
  readonly enrich: () => { readonly context: { readonly device: Device } } | undefined
}

interface UserAgentData extends ClientHints {
  readonly getHighEntropyValues: (hints: readonly string[]) => Promise<ClientHints>
}

/**
 * Makes the plugin that adds `context.device` (type, browser, operating system, model) to events: by client hints where the
 * browser has them, the model, and on Android the type, a millisecond later than the rest; else by the user agent, for which
 * it loads ua-parser-js first. Of the hints that single a device out it asks for the model and the form factor alone.
 *
 * @example
 * const tracker = createTracker({ endpoint: '/collect', plugins: [device()] })
 */
export function device(): DevicePlugin {
  let known: ReturnType<DevicePlugin['enrich']>
  return {
    name: 'device',
    setup: async () => {
      // One object for all events; and one at once, so that not even the first of a page is without.
      known = toldAtOnce()
      known = { context: { device: await readDevice() } }
    },
    enrich: () => known,
  }
}

/** What the browser says without being asked for more. */
function toldAtOnce(): ReturnType<DevicePlugin['enrich']> {
  const hints = basicHints()
  if (!hints) return undefined
  const { type, ...rest } = deviceFromHints(hints)
  // Watches, glasses and foldables are Android, too: it takes the finer hints to tell them apart.
  return { context: { device: hints.platform === 'Android' || !type ? rest : { type, ...rest } } }
}

const agentData = () => (navigator as { readonly userAgentData?: UserAgentData }).userAgentData

function basicHints(): Required<Pick<ClientHints, 'brands' | 'mobile' | 'platform'>> | undefined {
  const { brands, mobile, platform } = (agentData() ?? {}) as Required<ClientHints>
  return brands?.length ? { brands, mobile, platform } : undefined
}

async function readDevice(): Promise<Device> {
  const hints = basicHints()
  if (hints) {
    // A shop's permissions policy may bar the finer hints.
    const more = await agentData()!
      .getHighEntropyValues(['model', 'formFactors'])
      .catch(() => ({}))
    return deviceFromHints({ ...hints, ...more })
  }
  return deviceFromUserAgent(await parseUserAgent(navigator.userAgent))
}

async function parseUserAgent(userAgent: string) {
  // The package gives jQuery a property `ua` where it finds one; the shop's is left as it was.
  const { jQuery, Zepto } = window as { jQuery?: { ua?: unknown }; Zepto?: { ua?: unknown } }
  const query = jQuery ?? Zepto
  const before = query?.ua
  const { default: Parser } = await import('ua-parser-js')
  if (query && !before) delete query.ua
  return new Parser(userAgent).getResult()
}

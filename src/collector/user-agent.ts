import { isbotMatch } from 'isbot'
import { UAParser } from 'ua-parser-js'
import type { Device } from '../browser/device/device-fields'
import { deviceFromUserAgent } from '../browser/device/device-from-user-agent'
import { createRecentMap } from './recent-map'

/** What a user agent gives away. */
export interface UserAgent {
  readonly device: Device
  /** Why it looks automated, where it does: `user agent: Googlebot`. */
  readonly automated: string | undefined
}

/** Characters that are read: real ones are shorter. */
const MAX_LENGTH = 500

const MAX_KNOWN = 2_000

/** Characters that are kept of what gave it away. */
const MAX_REASON = 64

/**
 * Makes what reads user agents: the device by ua-parser-js 1.x, automated traffic by isbot. Shoppers share few of them, so
 * that the latest 2,000 are remembered.
 *
 * @example
 * createUserAgentReader()('Mozilla/5.0 (compatible; Googlebot/2.1)').automated // 'user agent: Googlebot'
 */
export function createUserAgentReader(): (text: string) => UserAgent {
  const known = createRecentMap<string, UserAgent>(MAX_KNOWN)
  return (text) =>
    known.get(text.slice(0, MAX_LENGTH), (user_agent) => {
      const found = isbotMatch(user_agent)
      // The whole word: of `Googlebot` it is `Google` that was found.
      const bot = found && (user_agent.split(/[^\w.-]+/).find((word) => word.includes(found)) ?? found)
      return {
        device: deviceFromUserAgent(new UAParser(user_agent).getResult()),
        automated: bot ? `user agent: ${bot.slice(0, MAX_REASON)}` : undefined,
      }
    })
}

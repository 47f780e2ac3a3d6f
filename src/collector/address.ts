/**
 * What becomes of the addresses of senders.
 *
 * @example
 * // Events of pages that come from 203.0.113.77 say 203.0.113.0; with 'drop' they say nothing of it.
 * const address: AddressPolicy = 'truncate'
 * const collectorOf = (sink: Sink) => createCollector({ sinks: [sink], address })
 */
export type AddressPolicy = 'drop' | 'truncate'

/** Some proxies add the port. */
const V4 = /^(?:::ffff:)?((\d{1,3})\.(\d{1,3})\.(\d{1,3})\.\d{1,3})(?::\d+)?$/i

/**
 * An address without the part that tells one household from another: the network of an IPv4 address by its first 24 bits,
 * that of an IPv6 address by its first 48 (as Google Analytics and Matomo have it). Undefined for what is no address.
 *
 * @example
 * truncateAddress('203.0.113.77') // '203.0.113.0'
 * truncateAddress('2001:db8:85a3:8d3:1319:8a2e:370:7348') // '2001:db8:85a3::'
 */
export function truncateAddress(address: string): string | undefined {
  const parts = V4.exec(address)
  if (parts) return `${parts[2]}.${parts[3]}.${parts[4]}.0`
  const groups = groupsOf(address, 3)
  return groups && `${groups.join(':')}::`
}

/**
 * Who counts as one sender: an IPv4 address, or the 64 bits of an IPv6 address that one household has to itself.
 *
 * @example
 * senderOf('2001:db8:85a3:8d3:1319:8a2e:370:7348') // '2001:db8:85a3:8d3'
 */
export function senderOf(address: string): string {
  return V4.exec(address)?.[1] ?? groupsOf(address, 4)?.join(':') ?? address.slice(0, 64)
}

/** The first groups of an IPv6 address, without leading zeros. */
function groupsOf(address: string, count: number): string[] | undefined {
  const [plain = ''] = address
    .toLowerCase()
    .replace(/^\[(.*)\](:\d+)?$/, '$1')
    .split('%')
  if (!/^[\da-f:]{2,39}$/.test(plain) || !plain.includes(':')) return undefined
  const [head = '', tail] = plain.split('::')
  const first = head ? head.split(':') : []
  const last = tail ? tail.split(':') : []
  const zeros = tail === undefined ? 0 : 8 - first.length - last.length
  const groups = [...first, ...Array<string>(Math.max(0, zeros)).fill('0'), ...last]
  if (groups.length !== 8 || !groups.every((group) => /^[\da-f]{1,4}$/.test(group))) return undefined
  return groups.slice(0, count).map((group) => group.replace(/^0+(?=.)/, ''))
}

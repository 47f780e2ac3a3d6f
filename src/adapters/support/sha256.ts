/** The parts of the platform that hashing needs, which browsers, Node and edge runtimes have. */
interface Platform {
  readonly crypto: { readonly subtle: { digest(name: string, data: Uint8Array): Promise<ArrayBuffer> } }
  readonly TextEncoder: new () => { encode(text: string): Uint8Array }
}

/**
 * SHA-256 of text in UTF-8, as hexadecimal digits, by Web Crypto.
 *
 * @example
 * ```ts
 * await sha256('ann@example.com') // 64 hexadecimal digits
 * ```
 */
export async function sha256(text: string): Promise<string> {
  const { crypto, TextEncoder } = globalThis as unknown as Platform
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

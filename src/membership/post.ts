import type { TargetReply } from './target'

/** A request to a receiver. */
export interface MembershipRequest {
  readonly url: string
  readonly headers: { readonly [name: string]: string }
  readonly body: string
  readonly signal: AbortSignal
  /** @default the global one */
  readonly fetch?: typeof globalThis.fetch | undefined
}

/**
 * Posts, and gives what is of use of the answer. Its body is not read, whatever it is, and no redirect is followed: it would
 * take what was signed for one address to another.
 *
 * @example
 * await post({ url: 'https://shop.example/hook', headers: {}, body: '{}', signal }) // { status: 204, retry_after: null }
 */
export async function post({ url, headers, body, signal, fetch }: MembershipRequest): Promise<TargetReply> {
  const reply = await (fetch ?? globalThis.fetch)(url, { method: 'POST', headers, body, signal, redirect: 'manual' })
  // A body that nobody reads keeps its connection.
  reply.body?.cancel().catch(() => {})
  return { status: reply.status, retry_after: reply.headers.get('retry-after') }
}

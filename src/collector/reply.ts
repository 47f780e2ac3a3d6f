/**
 * An answer in JSON, which no cache keeps.
 *
 * @example
 * json(200, { rejected: [] })
 */
export function json(status: number, body: object, headers: Readonly<Record<string, string>> = {}): Response {
  const type = { 'content-type': 'application/json', 'cache-control': 'no-store' }
  return new Response(JSON.stringify(body), { status, headers: { ...type, ...headers } })
}

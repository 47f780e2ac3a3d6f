/**
 * Makes the check of write keys. A server sends one as `Authorization: Bearer`; a page has it in the address that it sends
 * to (`/collect?key=...`), where it is no secret: it says which shop sends, and can be taken back.
 *
 * @param keys Those that count; none where everybody may send.
 * @returns The key that a request has; empty where none is asked for, undefined where it has none of them.
 *
 * @example
 * createKeyCheck(['k-1'])(new Request('https://shop.example/collect?key=k-1')) // 'k-1'
 */
export function createKeyCheck(keys: readonly string[]): (request: Request) => string | undefined {
  if (keys.length === 0) return () => ''
  return ({ headers, url }) => {
    const bearer = /^Bearer (.+)$/i.exec(headers.get('authorization') ?? '')?.[1]
    const sent = bearer ?? new URL(url).searchParams.get('key') ?? ''
    // Not the first that fits: how long it takes must not tell how much of a key is right.
    return keys.filter((key) => isSame(key, sent))[0]
  }
}

function isSame(key: string, sent: string): boolean {
  let difference = key.length ^ sent.length
  for (let i = 0; i < key.length; i++) difference |= key.charCodeAt(i) ^ sent.charCodeAt(i)
  return difference === 0
}

import { LONGEST_RULE } from './read-rule'
import { FROM, SHOPPERS, UNTIL } from './shoppers'

/** What the playground shows, as it is shared: a rule, one of the sample shoppers, an instant. */
export interface Shown {
  readonly text: string
  /** Id of a sample shopper. */
  readonly shopper: string
  /** From {@link FROM} to {@link UNTIL}, ms. */
  readonly now: number
}

/** A character of a rule takes at most three bytes, and three bytes four characters; the rest is two short fields. */
const LONGEST_HASH = LONGEST_RULE * 4 + 100

/** An address's hash, which browsers send to nobody. */
export function toHash({ text, shopper, now }: Shown): string {
  const bytes = String.fromCharCode(...new TextEncoder().encode(text))
  const rule = btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
  return `#rule=${rule}&shopper=${shopper}&now=${now}`
}

/**
 * Reads what an address asks to show. It may be anybody's: what is too long, no text, or not one of the sample is left out,
 * and an instant outside of the sample is moved to its end. The rule is only a text here.
 */
export function fromHash(hash: string): Partial<Shown> {
  if (hash.length > LONGEST_HASH) return {}
  const fields = new URLSearchParams(hash.slice(1))
  const text = decode(fields.get('rule') ?? '')
  const shopper = SHOPPERS.find(({ id }) => id === fields.get('shopper'))?.id
  const now = /^\d{1,15}$/.test(fields.get('now') ?? '') ? Number(fields.get('now')) : undefined
  return {
    ...(text !== undefined && { text }),
    ...(shopper !== undefined && { shopper }),
    ...(now !== undefined && { now: Math.min(Math.max(now, FROM), UNTIL) }),
  }
}

function decode(rule: string): string | undefined {
  if (!/^[\w-]+$/.test(rule)) return undefined
  try {
    const bytes = atob(rule.replaceAll('-', '+').replaceAll('_', '/'))
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)))
    return text.length <= LONGEST_RULE ? text : undefined
  } catch {
    return undefined
  }
}

import type { Plain } from './plain'

/**
 * 64 bits told from plain data, as 16 hexadecimal digits: the same for equal data, whatever the order of its fields. It
 * tells things apart and keeps no secret. Two multiplicative hashes of 32 bits (after FNV-1a, with two odd multipliers),
 * mixed at the end as MurmurHash3 does.
 *
 * @example
 * ```ts
 * fingerprint({ a: 1, b: 2 }) === fingerprint({ b: 2, a: 1 }) // true
 * ```
 */
export function fingerprint(value: Plain): string {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  const text = canonical(value)
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    high = Math.imul(high ^ unit, 0x9e3779b1)
    low = Math.imul(low ^ unit, 0x5f356495)
  }
  return hex(mix(high ^ (low >>> 13))) + hex(mix(low ^ (high >>> 13)))
}

function mix(word: number): number {
  const first = Math.imul(word ^ (word >>> 16), 0x85ebca6b)
  const second = Math.imul(first ^ (first >>> 13), 0xc2b2ae35)
  return second ^ (second >>> 16)
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0')
}

function canonical(value: Plain): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const names = Object.keys(value).sort()
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name]!)}`).join()}}`
}

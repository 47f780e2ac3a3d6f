/** A definition as text, the keys of every object in order, so that equal definitions are equal text. */
export function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? ''
  if (Array.isArray(value)) return `[${value.map(canonical)}]`
  return `{${Object.keys(value)
    .sort()
    .map((key) => key + canonical(value[key as never]))}}`
}

/** 64 bits of a text, by FNV-1a with two primes: short, and enough to tell the leaves of documents apart. */
export function hash(text: string): string {
  let a = 0x811c9dc5
  let b = a
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), 0x01000193)
    b = Math.imul(b ^ text.charCodeAt(i), 0x01000955)
  }
  return (a >>> 0).toString(36) + (b >>> 0).toString(36)
}

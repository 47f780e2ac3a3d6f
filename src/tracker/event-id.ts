// Far beyond any clock, and small enough that carrying never takes more than 48 bits.
const MAX_TIME_MS = 2 ** 47

/**
 * Makes ids of events: UUIDv7 (RFC 9562, section 5.7) that sort in the order in which they were made. The time part never
 * goes back, whatever the clock does; the 12 bits of `rand_a` count within a millisecond and carry into the time
 * (section 6.2, method 1); the other 62 are random.
 *
 * @param fill Fills the bytes with random ones, as `crypto.getRandomValues` does.
 * @returns Makes the id of an event at this time, in milliseconds since 1970.
 *
 * @example
 * const newId = createEventIds((bytes) => crypto.getRandomValues(bytes))
 * newId(Date.now()) // '01890a5d-ac96-7000-b1c2-8f3e4d5a6b7c'
 */
export function createEventIds(fill: (bytes: Uint8Array) => void): (time: number) => string {
  const bytes = new Uint8Array(8)
  const words = new Uint16Array(bytes.buffer)
  let last = 0
  let count = -1
  return (time) => {
    const now = Math.floor(time)
    // Not so with NaN: then the last time counts on.
    if (now > last && now < MAX_TIME_MS) {
      last = now
      count = 0
    } else if (++count > 0xfff) {
      last += 1
      count = 0
    }
    fill(bytes)
    return `${hex(last / 2 ** 32)}${hex(last / 2 ** 16)}-${hex(last)}-${hex(0x7000 + count)}-${hex((words[0]! & 0x3fff) | 0x8000)}-${hex(words[1]!)}${hex(words[2]!)}${hex(words[3]!)}`
  }
}

/** The last 16 bits, as four digits; of large numbers `toString` would be slow. */
function hex(word: number): string {
  return (0x10000 | (word & 0xffff)).toString(16).slice(1)
}

/** Enough for 12 million events in 128 MB; from there on repetitions of later ones are not noticed. */
const MOST_SLOTS = 2 ** 24

/**
 * Notices events that come again. Keeps a hash of 53 bits for each, so that a log of a million events takes 16 MB and has
 * one chance in twenty thousand that a new event is taken for a repeated one: good for a message, and for nothing else.
 */
export class SeenEvents {
  // 0 is a slot that is free.
  #slots = new Float64Array(2 ** 12)
  #count = 0

  /** Takes note of an event; true where it was there before. */
  add(id: string, shopper_id: string): boolean {
    const hash = hashOf(id, shopper_id)
    const slot = slotOf(this.#slots, hash)
    if (this.#slots[slot] === hash) return true
    if (this.#count >= MOST_SLOTS * 0.75) return false
    this.#slots[slot] = hash
    this.#count += 1
    if (this.#count > this.#slots.length / 2 && this.#slots.length < MOST_SLOTS) this.#grow()
    return false
  }

  #grow(): void {
    const slots = new Float64Array(this.#slots.length * 2)
    for (const hash of this.#slots) if (hash) slots[slotOf(slots, hash)] = hash
    this.#slots = slots
  }
}

/** Where a hash lies, or the free place for it. */
function slotOf(slots: Float64Array, hash: number): number {
  let slot = hash % slots.length
  while (slots[slot] !== 0 && slots[slot] !== hash) slot = slot + 1 === slots.length ? 0 : slot + 1
  return slot
}

/** From 1 up to 2 ** 53: two FNV-1a hashes (Fowler, Noll, Vo) side by side, the second one with another prime. */
function hashOf(id: string, shopper_id: string): number {
  let low = 0x811c9dc5
  let high = 0x9e3779b9
  // What separates them is in neither.
  for (const text of [id, '\n', shopper_id])
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i)
      low = Math.imul(low ^ unit, 0x01000193)
      high = Math.imul(high ^ unit, 0x5bd1e995)
      high ^= high >>> 15
    }
  return (high >>> 11) * 2 ** 32 + (low >>> 0) + 1
}

import type { ShopEvent } from '../../vocabulary/event-types'

/** Where an event lies in an {@link EventStore}. */
export type EventRef = number

const BLOCK_BYTES = 4_194_304
const HEAD_BYTES = 4
const BLOCK_STEP = 2 ** 32

/** Keeps events for later as JSON outside the heap, in a fifth of the room that they take as objects. */
export class EventStore {
  readonly #blocks: Buffer[] = []
  #used = BLOCK_BYTES

  /** Puts an event in. */
  add(event: ShopEvent): EventRef {
    const json = JSON.stringify(event)
    // At most three bytes for each UTF-16 code unit.
    const most = json.length * 3 + HEAD_BYTES
    if (this.#used + most > (this.#blocks.at(-1)?.length ?? 0)) {
      this.#blocks.push(Buffer.allocUnsafe(Math.max(BLOCK_BYTES, most)))
      this.#used = 0
    }
    const block = this.#blocks.at(-1)!
    const start = this.#used
    const length = block.write(json, start + HEAD_BYTES, 'utf8')
    block.writeUInt32LE(length, start)
    this.#used += HEAD_BYTES + length
    return (this.#blocks.length - 1) * BLOCK_STEP + start
  }

  /** A copy of an event that was put in. */
  get(ref: EventRef): ShopEvent {
    const block = this.#blocks[Math.floor(ref / BLOCK_STEP)]!
    const start = ref % BLOCK_STEP
    const from = start + HEAD_BYTES
    return JSON.parse(block.toString('utf8', from, from + block.readUInt32LE(start)))
  }
}

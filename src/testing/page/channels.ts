import type { TabTurns } from './life'

interface Channel {
  onmessage: ((event: { readonly data: unknown }) => void) | null
  /** Has the tab hear a message. */
  hear(data: unknown): void
}

/** The open channels of a shop's tabs, by name. */
export type ChannelLines = Map<string, Set<Channel>>

/** The `BroadcastChannel` of a tab. */
export function createChannelClass(
  lines: ChannelLines,
  { life, soon }: TabTurns,
): new (
  name: string,
) => Pick<BroadcastChannel, 'name' | 'postMessage' | 'close'> & Channel {
  return class FakeChannel implements Channel {
    onmessage: Channel['onmessage'] = null
    readonly #line: Set<Channel>

    constructor(readonly name: string) {
      this.#line = lines.get(name) ?? new Set()
      lines.set(name, this.#line)
      if (!life.is_over) this.#line.add(this)
      life.onEnd(() => this.close())
    }

    postMessage(message: unknown): void {
      if (life.is_over) return
      const data = structuredClone(message)
      for (const other of this.#line) if (other !== this) other.hear(data)
    }

    hear(data: unknown): void {
      const own = structuredClone(data)
      soon(() => {
        if (this.#line.has(this)) this.onmessage?.({ data: own })
      })
    }

    close(): void {
      this.#line.delete(this)
    }
  }
}

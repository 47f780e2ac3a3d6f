type Listener = EventListenerOrEventListenerObject | null

interface Listening {
  readonly type: string
  readonly listener: Listener
  readonly capture: boolean
  readonly once: boolean
}

/** Something that is listened to, and says how many listen. Who captures hears first, as in a page; Node knows no such order. */
export class Listeners implements EventTarget {
  #all: Listening[] = []
  readonly #run: (act: () => void) => void

  /** @param run Runs what listens, as in a tab whoever tells it of something. */
  constructor(run: (act: () => void) => void = (act) => act()) {
    this.#run = run
  }

  /** How many listen. */
  get count(): number {
    return this.#all.length
  }

  addEventListener(type: string, listener: Listener, options?: boolean | AddEventListenerOptions): void {
    const { capture = false, once = false, signal } = typeof options === 'object' ? options : { capture: !!options }
    const isThere = this.#all.some((each) => isSame(each, { type, listener, capture }))
    if (!listener || isThere || signal?.aborted) return
    this.#all.push({ type, listener, capture, once })
    signal?.addEventListener('abort', () => this.removeEventListener(type, listener, capture))
  }

  removeEventListener(type: string, listener: Listener, options?: boolean | EventListenerOptions): void {
    const capture = typeof options === 'object' ? !!options.capture : !!options
    this.#all = this.#all.filter((each) => !isSame(each, { type, listener, capture }))
  }

  /** What a listener throws is reported, as a browser does, and keeps nobody from hearing. */
  dispatchEvent(event: Event): boolean {
    const all = this.#all.filter(({ type }) => type === event.type)
    for (const each of [...all.filter(({ capture }) => capture), ...all.filter(({ capture }) => !capture)]) {
      const { type, listener, capture, once } = each
      if (!this.#all.includes(each)) continue
      if (once) this.removeEventListener(type, listener, capture)
      try {
        this.#run(() => {
          if (typeof listener === 'function') listener.call(this, event)
          else listener?.handleEvent(event)
        })
      } catch (error) {
        console.error(error)
      }
    }
    return !event.defaultPrevented
  }
}

function isSame(one: Omit<Listening, 'once'>, other: Omit<Listening, 'once'>): boolean {
  return one.type === other.type && one.listener === other.listener && one.capture === other.capture
}

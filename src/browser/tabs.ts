/** Options of {@link joinTabs}. */
export interface TabsOptions<Message> {
  /** What the shop's tabs that work together have in common. */
  readonly name: string
  /** Told what other tabs say. */
  readonly on_message: (message: Message) => void
  /** Told when this tab becomes the one that leads, and when it ceases to be. */
  readonly on_lead: (leads: boolean) => void
}

/** The tabs of a shop, as one of them sees them. */
export interface Tabs<Message> {
  /** Tells all other tabs. */
  say(message: Message): void
  /**
   * Lets another tab lead, where one wants to; this one stands last in line. `'away'` for a page that is frozen or left: it
   * neither leads nor listens until it is called with `'back'`.
   */
  yield(until?: 'away' | 'back'): void
  /** Leads and listens no more; what is under way is for the caller to end. */
  leave(): void
}

/**
 * Joins the tabs of a shop: one of them leads, by a Web Lock; they talk over a BroadcastChannel. Where the browser lacks
 * either, each tab leads, as if it were alone: collectors take each event once.
 */
export function joinTabs<Message>({ name, on_message, on_lead }: TabsOptions<Message>): Tabs<Message> {
  let isAlone = false
  let channel: BroadcastChannel | undefined
  /** Cancels the place in line. */
  let abort: AbortController | undefined
  /** Ends leading. */
  let release: (() => void) | undefined

  const open = () => {
    try {
      // An open channel, like a held lock, keeps a page out of the back/forward cache.
      channel = new BroadcastChannel(name)
      channel.onmessage = ({ data }) => on_message(data)
      stand()
    } catch {
      // There is none, or none for a page whose storage is blocked.
      isAlone = true
      close()
      on_lead(true)
    }
  }
  const stand = () => {
    const place = new AbortController()
    abort = place
    const hold = () =>
      new Promise<void>((resolve) => {
        if (place.signal.aborted) return resolve()
        release = () => {
          release = undefined
          on_lead(false)
          resolve()
        }
        on_lead(true)
      })
    // Refused where storage is blocked, and where the page goes: then nobody else can be asked, and nothing is lost.
    navigator.locks.request(name, { signal: place.signal }, hold).catch(() => {
      if (!place.signal.aborted) on_lead(true)
    })
  }
  const close = () => {
    abort?.abort()
    release?.()
    channel?.close()
    channel = undefined
  }
  open()
  return {
    say(message) {
      if (isAlone) return
      // The last words of a page come when it has left already.
      const way = channel ?? new BroadcastChannel(name)
      way.postMessage(message)
      if (!channel) way.close()
    },
    yield(until) {
      if (isAlone) return
      if (until === 'away') close()
      else if (until) {
        if (!channel) open()
      } else if (release) {
        release()
        stand()
      }
    },
    leave: close,
  }
}

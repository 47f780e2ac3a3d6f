/** Something that outlives the page, and whoever wants to hear when it changes. */
export interface Saved<Value> {
  readonly get: () => Value
  readonly set: (value: Value) => void
  readonly onChange: (listener: () => void) => void
}

/**
 * Keeps a value in `localStorage`: what a shop cannot do without (cart, account, orders), and which therefore needs no consent.
 *
 * @param read Makes of what is stored what can be used; it may be anything.
 */
export function saved<Value>(key: string, read: (stored: unknown) => Value): Saved<Value> {
  const name = `larkspur.${key}`
  const listeners = new Set<() => void>()
  let value = read(load(name))
  const tell = () => {
    for (const listener of listeners) listener()
  }
  // Other tabs have the same cart.
  addEventListener('storage', (event) => {
    if (event.key !== name && event.key !== null) return
    value = read(load(name))
    tell()
  })
  return {
    get: () => value,
    set(next) {
      value = next
      try {
        localStorage.setItem(name, JSON.stringify(next))
      } catch {
        // A browser that stores nothing has a cart for as long as the page lives.
      }
      tell()
    },
    onChange: (listener) => void listeners.add(listener),
  }
}

function load(name: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(name) ?? 'null')
  } catch {
    return null
  }
}

/** What is a list of texts of what is stored. */
export function readTexts(stored: unknown): readonly string[] {
  return Array.isArray(stored) ? stored.filter((each) => typeof each === 'string') : []
}

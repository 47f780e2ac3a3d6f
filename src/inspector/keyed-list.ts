/** The element of one item, and how it is brought up to date. */
export interface ListEntry<Item> {
  readonly element: HTMLElement
  readonly update?: (item: Item) => void
}

/** Options of {@link createKeyedList}. */
export interface KeyedListOptions<Item> {
  readonly key: (item: Item) => string
  readonly make: (item: Item) => ListEntry<Item>
}

/** A list in a page that follows a list of items: what is there stays, with its focus and what is open in it. */
export interface KeyedList<Item> {
  readonly update: (items: readonly Item[]) => void
  readonly entries: () => Iterable<ListEntry<Item>>
}

/** Makes the children of an element follow items, each the same element for as long as its key is there. */
export function createKeyedList<Item>(container: HTMLElement, { key, make }: KeyedListOptions<Item>): KeyedList<Item> {
  const entries = new Map<string, ListEntry<Item>>()
  return {
    entries: () => entries.values(),
    update(items) {
      const keys = new Set(items.map(key))
      for (const [old, { element }] of entries) {
        if (keys.has(old)) continue
        element.remove()
        entries.delete(old)
      }
      let place: Element | null = container.firstElementChild
      for (const item of items) {
        let entry = entries.get(key(item))
        if (!entry) {
          entry = make(item)
          entries.set(key(item), entry)
        }
        entry.update?.(item)
        if (entry.element === place) place = place.nextElementSibling
        else container.insertBefore(entry.element, place)
      }
    },
  }
}

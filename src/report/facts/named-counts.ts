/** What all names beyond the most that are told apart are counted as. */
export const OTHERS = '(others)'

/** What is counted where a log does not say a name. */
export const UNKNOWN = '(unknown)'

/** A log may have any number of names, one an event: as many as this are told apart. */
const MOST_NAMES = 200

/** Values by a name that a log gives, bounded however many names there are. */
export class Named<Value> {
  readonly #values = new Map<string, Value>()
  readonly #make: () => Value

  constructor(make: () => Value) {
    this.#make = make
  }

  /** The value of a name; null is unknown. */
  of(name: string | null): Value {
    const wanted = name ?? UNKNOWN
    const key = this.#values.has(wanted) || this.#values.size < MOST_NAMES ? wanted : OTHERS
    const value = this.#values.get(key) ?? this.#make()
    this.#values.set(key, value)
    return value
  }

  /** By name, those with the greatest size first, of equals by name; what is unknown and what is left over at the end. */
  sorted(size: (value: Value) => number): [name: string, value: Value][] {
    const place = (name: string) => (name === UNKNOWN ? 2 : name === OTHERS ? 1 : 0)
    return [...this.#values].sort(
      ([a, one], [b, other]) => place(a) - place(b) || size(other) - size(one) || (a < b ? -1 : 1),
    )
  }
}

/** A range of keys: texts, as far as trackers go. */
export class FakeKeyRange {
  constructor(
    readonly lower: string | undefined,
    readonly upper: string | undefined,
    readonly lowerOpen = false,
    readonly upperOpen = false,
  ) {}

  includes(key: string): boolean {
    const { lower, upper, lowerOpen, upperOpen } = this
    if (lower !== undefined && (lowerOpen ? key <= lower : key < lower)) return false
    return upper === undefined || (upperOpen ? key < upper : key <= upper)
  }

  static bound(lower: string, upper: string, lowerOpen?: boolean, upperOpen?: boolean): FakeKeyRange {
    return new FakeKeyRange(lower, upper, lowerOpen, upperOpen)
  }
  static only(key: string): FakeKeyRange {
    return new FakeKeyRange(key, key)
  }
  static lowerBound(lower: string, isOpen?: boolean): FakeKeyRange {
    return new FakeKeyRange(lower, undefined, isOpen)
  }
  static upperBound(upper: string, isOpen?: boolean): FakeKeyRange {
    return new FakeKeyRange(undefined, upper, false, isOpen)
  }
}

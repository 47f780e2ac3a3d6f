import { type ExpectDeliveredOptions, expectDelivered, type WantedEvent } from './expect-delivered'
import type { MemoryCollector } from './memory-collector'

/**
 * What a matcher gives to the test framework.
 *
 * @example
 * const { pass, message }: MatcherResult = matchers.toHaveDelivered(createMemoryCollector(), ['order_completed'])
 * pass // => false
 * message().split('\n')[1] // => '  missing: "order_completed"'
 */
export interface MatcherResult {
  readonly pass: boolean
  /** Why it does not pass, or should not. */
  readonly message: () => string
}

/**
 * What `expect.extend(matchers)` adds to what `expect` gives, for its types; `docs/testing.md` has the lines for vitest and jest.
 *
 * @example
 * // In vitest: declare module 'vitest' { interface Matchers<T> extends AisleMatchers<T> {} }
 * const holdOrder = (expected: AisleMatchers<void>) => expected.toHaveDelivered(['order_completed'], { others: true })
 */
export interface AisleMatchers<Result = unknown> {
  /** As {@link expectDelivered}. */
  toHaveDelivered(wanted: readonly WantedEvent[], options?: ExpectDeliveredOptions): Result
}

/**
 * Matchers for `expect.extend` of vitest and jest: `expect(shop.collector).toHaveDelivered(['page_viewed'])`. Their types are
 * {@link AisleMatchers}.
 *
 * @example
 * Object.keys(matchers) // what expect.extend(matchers) adds
 */
export const matchers: {
  /** As {@link expectDelivered}. */
  toHaveDelivered(
    collector: Pick<MemoryCollector, 'events' | 'rejections'>,
    wanted: readonly WantedEvent[],
    options?: ExpectDeliveredOptions,
  ): MatcherResult
} = {
  toHaveDelivered(collector, wanted, options) {
    try {
      expectDelivered(collector, wanted, options)
    } catch (error) {
      return { pass: false, message: () => (error as Error).message }
    }
    return { pass: true, message: () => 'Cannot accept what was delivered: just that, expected anything else' }
  },
}

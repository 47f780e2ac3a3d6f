import { createRecentMap } from './recent-map'

/** A difference below this may be the way here: a tracker waits 15 s for an answer. */
const MIN_SHIFT_MS = 60_000

const MAX_PAGES = 100_000

/** What the clocks of pages are wrong by. */
export interface PageClocks {
  /**
   * What is to be added to the times of a page's events, in milliseconds: 0 where its clock is less than a minute off.
   * The same for all events of a page, so that none of them changes places.
   *
   * @param sent_at By the page's clock, in milliseconds since 1970.
   * @param received_at By this machine's.
   */
  shiftOf(page_id: string, sent_at: number, received_at: number): number
}

/**
 * Makes what knows the clocks of pages. What a page's first batch says stays for it: a second look would differ by how
 * long the batch was under way, and so put events of one page out of their order.
 *
 * @example
 * const clocks = createPageClocks()
 * clocks.shiftOf('page-1', 1_000, 3_601_000) // 3600000
 * clocks.shiftOf('page-1', 2_000, 3_609_000) // 3600000
 */
export function createPageClocks({ max_pages = MAX_PAGES } = {}): PageClocks {
  const shifts = createRecentMap<string, number>(max_pages)
  return {
    shiftOf: (page_id, sent_at, received_at) =>
      shifts.get(page_id, () => {
        const shift = received_at - sent_at
        return Math.abs(shift) < MIN_SHIFT_MS ? 0 : shift
      }),
  }
}

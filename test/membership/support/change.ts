import type { MembershipChange } from '../../../src/membership/change'

/** A change that enters a segment, with what is given. */
export function entered(given: Pick<MembershipChange, 'shopper_id' | 'at'>): MembershipChange {
  return {
    is_identified: true,
    visitor_id: 'v-1',
    kind: 'segment',
    name: 'vip',
    from: 'out',
    to: 'in',
    cause: 'event',
    because: [],
    changes_at: null,
    ...given,
  }
}

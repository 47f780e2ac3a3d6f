import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type IdentityState, identify } from '../../src/sessions/identity'
import { type IdentityEvent, indexShoppers, resolveShoppers, shopperOf } from '../../src/sessions/resolve-shoppers'

const shoppers = (events: readonly IdentityEvent[]) => resolveShoppers(events).map((event) => event.shopper_id)
const at = (time: number, visitor_id?: string | null, user_id?: string | null, id = `e${time}`): IdentityEvent => ({
  id,
  time,
  visitor_id,
  user_id,
})

const log = fc.uniqueArray(
  fc.record({
    id: fc.integer({ min: 0, max: 200 }).map((n) => `e${n}`),
    time: fc.integer({ min: 0, max: 20 }),
    visitor_id: fc.constantFrom('a', 'b', null),
    user_id: fc.constantFrom('ada', 'bob', null, undefined, '', 'undefined'),
  }),
  { selector: (event) => event.id, maxLength: 40 },
)

describe('resolveShoppers()', () => {
  it('gives earlier anonymous events to the first user, on every device', () => {
    const events = [at(1, 'a'), at(2, 'a', 'ada'), at(3, 'a'), at(1, 'b'), at(9, 'b', 'ada'), at(4, 'c')]
    expect(shoppers(events)).toEqual(['ada', 'ada', 'ada', 'ada', 'ada', 'c'])
  })

  it('treats a second user on a visitor id as the tracker does: another visitor from there on', () => {
    expect(shoppers([at(1, 'a'), at(2, 'a', 'ada'), at(3, 'a'), at(4, 'a', 'bob'), at(5, 'a')])).toEqual([
      'ada',
      'ada',
      'ada',
      'bob',
      'bob',
    ])
  })

  it('decides equal times by id', () => {
    const events = [at(1, 'a', 'bob', 'y'), at(1, 'a', 'ada', 'x'), at(1, 'a', null, 'w'), at(1, 'a', null, 'z')]
    expect(shoppers(events)).toEqual(['bob', 'ada', 'ada', 'bob'])
  })

  it('counts an event that changes the user for that user, even in a copy that lost it', () => {
    expect(shoppers([at(1, 'a', 'ada'), at(2, 'a', 'bob'), at(2, 'a', null)])).toEqual(['ada', 'bob', 'bob'])
  })

  it('takes the user where there is no visitor, and else leaves what is there', () => {
    expect(shoppers([at(1, null, 'ada'), { id: 'x', time: 2, shopper_id: 'kept' }, at(3)])).toEqual(['ada', 'kept', ''])
  })

  it('does not read names of Object.prototype as visitors', () => {
    expect(shoppers([at(1, '__proto__'), at(2, 'constructor', 'ada'), at(3, 'constructor')])).toEqual([
      '__proto__',
      'ada',
      'ada',
    ])
  })

  it('does not depend on the order of the log, nor on events that come twice', () => {
    const shuffled = log.chain((events) =>
      fc.tuple(fc.constant(events), fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 })),
    )
    fc.assert(
      fc.property(shuffled, ([events, other]) => {
        const expected = new Map(resolveShoppers(events).map((event) => [event.id, event.shopper_id]))
        for (const event of resolveShoppers(other)) expect(event.shopper_id).toBe(expected.get(event.id))
      }),
    )
  })

  it('gives each event the shopper that the live reducer’s own ids lead to', () => {
    fc.assert(
      fc.property(log, (events) => {
        const raw = events.map((event, time) => ({ ...event, time, visitor_id: 'v' }))
        let count = 0
        let state: IdentityState | undefined
        // Live, a second user has a visitor id of their own; in a log of another tracker the id stays.
        const live = raw.map((event) => {
          state = identify(
            state,
            { user_id: event.user_id },
            { create_visitor_id: () => (count++ ? `v${count}` : 'v') },
          ).state
          return { ...event, visitor_id: state.visitor_id, user_id: state.is_signed_in ? state.user_id : undefined }
        })
        expect(shoppers(raw)).toEqual(shoppers(live))
      }),
    )
  })

  it('can be split into its two passes', () => {
    fc.assert(
      fc.property(log, (events) => {
        const index = indexShoppers(events.values())
        expect(events.map((event) => shopperOf(index, event))).toEqual(shoppers(events))
      }),
    )
  })
})

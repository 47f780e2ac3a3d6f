import { describe, expect, it } from 'vitest'
import { type IdentityState, identify } from '../../src/sessions/identity'
import { isUserId } from '../../src/vocabulary/user-id'

/** Feeds user ids to the reducer from a fresh browser; ids are v1, v2, ... */
function walk(...users: (string | null | undefined)[]) {
  let count = 0
  let state: IdentityState | undefined
  return users.map((user_id) => {
    const step = identify(state, { user_id }, { create_visitor_id: () => `v${++count}` })
    state = step.state
    return step
  })
}

describe('identify()', () => {
  it('is the visitor until a user is known, and that user after', () => {
    expect(walk(undefined, 'ada', undefined)).toEqual([
      { state: { visitor_id: 'v1', is_signed_in: false }, shopper_id: 'v1', is_new_visitor: true },
      {
        state: { visitor_id: 'v1', user_id: 'ada', is_signed_in: true },
        shopper_id: 'ada',
        is_new_visitor: false,
        merged_shopper_id: 'v1',
      },
      { state: { visitor_id: 'v1', user_id: 'ada', is_signed_in: true }, shopper_id: 'ada', is_new_visitor: false },
    ])
  })

  it('stays the same shopper when the user signs out and in again', () => {
    const [, out, again] = walk('ada', null, 'ada')
    expect(out).toMatchObject({
      shopper_id: 'ada',
      state: { is_signed_in: false, user_id: 'ada' },
      is_new_visitor: false,
    })
    expect(again).toMatchObject({ shopper_id: 'ada', state: { is_signed_in: true, visitor_id: 'v1' } })
    expect(again!.merged_shopper_id).toBeUndefined()
  })

  it('starts a visitor id for a second user, signed out between or not', () => {
    expect(walk('ada', 'bob').map((step) => [step.state.visitor_id, step.shopper_id, step.is_new_visitor])).toEqual([
      ['v1', 'ada', true],
      ['v2', 'bob', true],
    ])
    expect(walk('ada', null, 'bob')[2]).toMatchObject({
      is_new_visitor: true,
      shopper_id: 'bob',
      merged_shopper_id: undefined,
    })
    expect(walk('ada', 'bob', 'ada')[2]!.state).toEqual({ visitor_id: 'v3', user_id: 'ada', is_signed_in: true })
  })

  it('makes no id when none is needed', () => {
    const state = { visitor_id: 'v', is_signed_in: false }
    const fail = () => expect.unreachable('no id is needed') as never
    expect(identify(state, {}, { create_visitor_id: fail }).state).toEqual(state)
    expect(identify(state, { user_id: 'ada' }, { create_visitor_id: fail }).shopper_id).toBe('ada')
  })

  it('starts afresh when what was stored is no identity', () => {
    expect(identify({} as IdentityState, {}, { create_visitor_id: () => 'v' }).state.visitor_id).toBe('v')
  })

  it('takes the texts that a bug sends for nobody as nothing', () => {
    for (const user_id of [
      '',
      '  ',
      'undefined',
      'null',
      'NaN',
      '0',
      'false',
      '[object Object]',
      'Guest',
      7 as never,
    ]) {
      expect(isUserId(user_id)).toBe(false)
      expect(walk('ada', user_id)[1]).toMatchObject({ shopper_id: 'ada', state: { is_signed_in: true } })
    }
    for (const user_id of ['u-42', '7', 'nullable', 'a@b.example', '00', ' x']) expect(isUserId(user_id)).toBe(true)
  })
})

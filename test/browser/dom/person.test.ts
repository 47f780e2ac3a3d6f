import { describe, expect, test } from 'vitest'
import { createPerson } from '../../../src/browser/person'

/** A browser's storage, and persons of several pages on it. */
function browser(text?: string) {
  const kept = { text, saves: 0 }
  let ids = 0
  const open = () =>
    createPerson({
      load: () => kept.text,
      save(next) {
        kept.text = next
        kept.saves++
      },
      new_id: () => `v${++ids}`,
    })
  return { kept, open }
}

const source = { source: 'news', medium: 'email', click_ids: {}, channel: 'email' } as const

describe('createPerson()', () => {
  test('makes one visitor, whose visit goes on in the next page', () => {
    const { open } = browser()
    const first = open().stamp(1_000, source)
    expect(first).toEqual({ visitor_id: 'v1', session_id: 'v1.1000', source })
    expect(open().stamp(2_000, undefined)).toEqual(first)
    expect(open().stamp(1_802_000, undefined)).toEqual({ ...first, session_id: 'v1.1802000', source: undefined })
  })

  test('saves the end of a visit each 5 seconds, and what is left of it with flush()', () => {
    const { kept, open } = browser()
    const person = open()
    person.stamp(1_000, undefined)
    person.stamp(5_999, undefined)
    expect(kept.saves).toBe(1)
    person.stamp(6_000, undefined)
    expect(kept.saves).toBe(2)
    person.flush()
    expect(kept.saves).toBe(2)
    person.stamp(6_001, undefined)
    person.flush()
    expect(JSON.parse(kept.text!).visit.last_at).toBe(6_001)
  })

  test('tells who is signed in, in each tab, and another user from another shopper', () => {
    const { open } = browser()
    const [one, other] = [open(), open()]
    one.stamp(1_000, undefined)
    expect(one.identify('ada')).toBe(false)
    expect(other.stamp(2_000, undefined)).toMatchObject({ visitor_id: 'v1', user_id: 'ada' })
    expect(other.identify(null)).toBe(false)
    expect(one.stamp(3_000, undefined)).not.toHaveProperty('user_id')
    expect(one.identify('bob')).toBe(true)
    expect(other.stamp(4_000, undefined)).toMatchObject({ user_id: 'bob', visitor_id: one.visitorId() })
    expect(other.visitorId()).not.toBe('v1')
  })

  test('leaves with flush() what another tab has saved since: a sign-in, or nothing', () => {
    const { kept, open } = browser()
    const [one, other] = [open(), open()]
    one.stamp(1_000, undefined)
    one.stamp(2_000, undefined)
    other.identify('ada')
    one.flush()
    expect(open().stamp(3_000, undefined)).toMatchObject({ visitor_id: 'v1', user_id: 'ada' })
    other.stamp(9_000, undefined)
    other.stamp(10_000, undefined)
    kept.text = undefined
    other.flush()
    expect(kept.text).toBeUndefined()
  })

  test('starts anew where it is told to, visit included', () => {
    const { open } = browser()
    const person = open()
    person.stamp(1_000, source)
    person.identify('ada')
    person.identify(undefined, true)
    const { visitor_id, session_id, ...rest } = person.stamp(2_000, undefined)
    expect(visitor_id).not.toBe('v1')
    expect(session_id).toBe(`${visitor_id}.2000`)
    expect(rest).toEqual({ source: undefined })
  })

  test.each([
    '{',
    '5',
    'null',
    '[]',
    '{"identity":5,"visit":"x"}',
    '{"identity":{"visitor_id":7},"visit":{"session_id":8}}',
    '{"identity":{"visitor_id":"v","user_id":{},"is_signed_in":true}}',
  ])('starts anew where %s is stored', (text) => {
    expect(browser(text).open().stamp(1_000, undefined)).toEqual({
      visitor_id: 'v1',
      session_id: 'v1.1000',
      source: undefined,
    })
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readWho } from '../../src/node/read-who'

const NOW = 1_700_000_000_000
const paths = (source: unknown) => readWho(source).problems.map(({ path }) => path)

describe('readWho()', () => {
  it('reads all that is known of an event', () => {
    const who = {
      user_id: 'u-42',
      visitor_id: 'v-1',
      session_id: 's-1',
      time: NOW,
      id: 'delivery 7',
      context: { channel: 'email', locale: 'de-AT', page: { url: 'https://shop.example/' } },
    }
    expect(readWho(who)).toEqual({ who, problems: [] })
  })

  it('takes a user or a visitor, and whole numbers for their digits', () => {
    expect(readWho({ user_id: 42, id: 7 }).who).toEqual({ user_id: '42', id: '7', session_id: '', context: {} })
    expect(readWho({ visitor_id: 'v', user_id: null }).who).toEqual({ visitor_id: 'v', session_id: '', context: {} })
  })

  it.each([[undefined], [null], ['u-42'], [{}], [[]], [{ session_id: 's' }], [{ user_id: '' }], [{ user_id: 1.5 }]])(
    'gives nobody, and reports it, where %j says neither',
    (source) => {
      expect(readWho(source).who).toBeUndefined()
      expect(readWho(source).problems).toHaveLength(1)
    },
  )

  it('leaves out what is bad and keeps the rest', () => {
    const user_id = 'u'
    const kept = { user_id, session_id: '', context: {} }
    for (const bad of [
      { id: '' },
      { id: 'é' },
      { id: 'x'.repeat(129) },
      { id: 'a\nb' },
      { time: 1_700_000_000 },
      { time: 'now' },
      { session_id: {} },
      { visitor_id: 'x'.repeat(8193) },
      { context: 'x' },
      { context: { page: { url: [] } } },
      { visitor: 'v' },
    ]) {
      const reading = readWho({ user_id, ...bad })
      expect(reading.problems).toHaveLength(1)
      expect({ ...reading.who, context: {} }).toEqual(kept)
    }
    expect(paths({ user_id, context: { page: { url: [] } } })).toEqual(['who.context.page.url'])
    expect(readWho({ user_id, id: 'x'.repeat(128), visitor_id: 'x'.repeat(8192) }).problems).toEqual([])
  })

  it('never throws, and gives plain data (property)', () => {
    const hold = (source: unknown) => {
      const { who, problems } = readWho(source)
      expect(who !== undefined || problems.length > 0).toBe(true)
      if (who) expect(JSON.parse(JSON.stringify(who))).toEqual(who)
    }
    const field = fc.constantFrom('user_id', 'visitor_id', 'id', 'time', 'context', '__proto__', 'x')
    fc.assert(fc.property(fc.oneof(fc.anything(), fc.dictionary(field, fc.anything())), hold))
    const throwing = Object.defineProperty({ user_id: 'u' }, 'id', {
      enumerable: true,
      get: () => {
        throw new Error()
      },
    })
    expect(readWho(throwing).who?.user_id).toBe('u')
  })
})
